package dev.nabla.cli;

import dev.nabla.model.LayersText;
import dev.nabla.model.WeightSettings;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Layers in short, such as {@code conv:8x5:same:relu,pool:2,dense:10}; see {@link LayersText}.
 *
 * @param text as given
 */
record LayerList(String text) {
    /**
     * Reads a list.
     *
     * @throws IllegalArgumentException naming the place that makes no sense
     */
    static LayerList parse(String text) {
        LayersText.parse(text);
        return new LayerList(text);
    }

    /** The layers; what layer i does not say itself is as in {@code defaults}. */
    List<Layer> layers(IntFunction<WeightSettings> defaults) {
        return LayersText.parse(text, defaults);
    }

    /** Number of units of each layer; null unless all are dense. */
    @Nullable
    List<Integer> units() {
        List<Integer> units = new ArrayList<>();
        for (Layer layer : LayersText.parse(text)) {
            if (!(layer instanceof Dense dense)) {
                return null;
            }
            units.add(dense.units());
        }
        return units;
    }
}
