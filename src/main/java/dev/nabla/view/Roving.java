package dev.nabla.view;

import java.util.List;
import java.util.function.IntConsumer;
import org.teavm.jso.dom.html.HTMLElement;

/** One stop of the Tab key for several elements; the arrow keys, Home and End go from one to the next. */
final class Roving {

    private final List<HTMLElement> items;
    private final IntConsumer onMove;

    /** {@code onMove} is told where the keys lead; it selects the item. */
    Roving(List<HTMLElement> items, IntConsumer onMove) {
        this.items = items;
        this.onMove = onMove;
    }

    /** Makes an item, the next one of the list, listen. */
    void add(HTMLElement item, int index) {
        Dom.onKey(item, (key, shift) -> press(key, index));
    }

    /** The item that the Tab key comes to. */
    void setCurrent(int index) {
        for (int i = 0; i < items.size(); i++) {
            items.get(i).setTabIndex(i == index ? 0 : -1);
        }
    }

    private boolean press(String key, int index) {
        int count = items.size();
        return switch (key) {
            case "ArrowRight", "ArrowDown" -> move(index + 1, 1);
            case "ArrowLeft", "ArrowUp" -> move(index + count - 1, -1);
            case "Home" -> move(0, 1);
            case "End" -> move(count - 1, -1);
            default -> false;
        };
    }

    /** Goes to an item; past those that are disabled, further in the same direction. */
    private boolean move(int target, int direction) {
        int count = items.size();
        for (int i = 0; i < count; i++) {
            int index = (target + i * direction + count * count) % count;
            HTMLElement item = items.get(index);
            if (!item.hasAttribute("disabled")) {
                onMove.accept(index);
                item.focus();
                return true;
            }
        }
        return true;
    }
}
