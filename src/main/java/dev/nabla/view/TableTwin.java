package dev.nabla.view;

import java.util.List;
import java.util.function.Supplier;
import org.teavm.jso.dom.html.HTMLElement;

/** What a picture shows, as a table: a button "Table" puts it in the picture's place, and back. */
public final class TableTwin {

    private final HTMLElement picture;
    private final HTMLElement table = Dom.element("table", "");
    private final HTMLElement scroll = Dom.div("scroll", table);
    private final Button button = new Button("Table", this::toggle).quiet();
    private final String name;
    private final Supplier<List<List<String>>> rows;
    private final Paced filling = new Paced(this::fill);

    /**
     * A twin of a picture.
     *
     * @param rows made when the table is in sight; the first row and the first column are headers
     */
    public TableTwin(String name, HTMLElement picture, Supplier<List<List<String>>> rows) {
        this.name = name;
        this.picture = picture;
        this.rows = rows;
        scroll.setId(Dom.newId("table"));
        scroll.setAttribute("role", "region");
        scroll.setAttribute("aria-label", name + ", table");
        scroll.setTabIndex(0);
        scroll.setHidden(true);
        button.setPressed(false);
        button.element().setAttribute("aria-controls", scroll.getId());
    }

    /** The table, to be put beside the picture. */
    public HTMLElement element() {
        return scroll;
    }

    /** What shows and hides it. */
    public HTMLElement button() {
        return button.element();
    }

    /** Says that the numbers are others; a table in sight follows at most every 5 seconds. */
    public void update() {
        if (!scroll.isHidden()) {
            filling.request();
        }
    }

    private void toggle() {
        boolean shown = scroll.isHidden();
        if (shown) {
            filling.now();
        }
        scroll.setHidden(!shown);
        picture.setHidden(shown);
        button.setPressed(shown);
    }

    private void fill() {
        Dom.replace(table, Dom.text("caption", "unseen", name));
        boolean first = true;
        for (List<String> row : rows.get()) {
            HTMLElement line = Dom.element("tr", "");
            for (int i = 0; i < row.size(); i++) {
                HTMLElement cell = Dom.text(first || i == 0 ? "th" : "td", "", row.get(i));
                if (first || i == 0) {
                    cell.setAttribute("scope", first ? "col" : "row");
                }
                line.appendChild(cell);
            }
            table.appendChild(line);
            first = false;
        }
    }
}
