package dev.nabla.present;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The strongest contributions w·a to the two most probable outputs, followed back through the layers.
 *
 * <p>Each output of the two hands its weight back to the units that made its sum, in proportion to |w·a|; what a unit
 * receives is its relevance. An edge's rank is the share of relevance that flows through it. What was shown before
 * keeps its place until something is clearly stronger.
 */
public final class Contributions {

    /** The most edges at rest. */
    public static final int MOST = 64;

    private static final double EDGE_BONUS = 1.35;
    private static final double OUTPUT_BONUS = 1.5;
    /** Units of a layer through which relevance is followed back: bounds the time on wide layers. */
    private static final int FOLLOWED = 32;
    /** Less than this part of an even share is not worth a line. */
    private static final double FAINT = 0.12;

    private record Ranked(Edge edge, double rank) {}

    private List<Edge> edges = List.of();
    private List<Integer> top = List.of();
    private List<double[]> relevance = List.of();

    /** What to draw. */
    public List<Edge> edges() {
        return edges;
    }

    /** The two most probable outputs, the first one truly first. */
    public List<Integer> top() {
        return top;
    }

    /** How much each unit of a layer matters for the two outputs. */
    public double[] relevance(int layer) {
        return relevance.get(layer);
    }

    /**
     * Takes up new numbers.
     *
     * @param weights of each layer, [units × inputs]
     * @param activations of each layer, [units]; the last are probabilities
     */
    public void update(List<float[]> weights, List<float[]> activations) {
        int last = activations.size() - 1;
        top = topTwo(activations.get(last));
        double[][] found = new double[last + 1][];
        found[last] = new double[activations.get(last).length];
        for (int i = 0; i < top.size(); i++) {
            // The winner's causes come first where room is short.
            found[last][top.get(i)] = i == 0 ? 1 : 0.7;
        }
        List<Edge> chosen = new ArrayList<>();
        for (int layer = last; layer > 0; layer--) {
            List<Ranked> candidates = new ArrayList<>();
            found[layer - 1] = follow(layer, weights.get(layer), activations.get(layer - 1), found[layer], candidates);
            int budget = Math.max(1, (MOST - chosen.size()) / layer);
            candidates.sort(Comparator.comparingDouble(ranked -> -ranked.rank()));
            for (Ranked ranked : candidates.subList(0, Math.min(budget, candidates.size()))) {
                chosen.add(ranked.edge());
            }
        }
        edges = List.copyOf(chosen);
        relevance = List.of(found);
    }

    private double[] follow(int layer, float[] weights, float[] inputs, double[] received, List<Ranked> candidates) {
        double[] back = new double[inputs.length];
        for (int to : strongest(received, FOLLOWED)) {
            double total = 0;
            for (int from = 0; from < inputs.length; from++) {
                total += Math.abs(weights[to * inputs.length + from] * inputs[from]);
            }
            for (int from = 0; total > 0 && from < inputs.length; from++) {
                double value = weights[to * inputs.length + from] * inputs[from];
                double share = received[to] * Math.abs(value) / total;
                back[from] += share;
                if (share * inputs.length > FAINT * received[to]) {
                    Edge edge = new Edge(layer, from, to, value);
                    candidates.add(new Ranked(edge, wasShown(edge) ? share * EDGE_BONUS : share));
                }
            }
        }
        return back;
    }

    private boolean wasShown(Edge edge) {
        for (Edge shown : edges) {
            if (shown.joins(edge)) {
                return true;
            }
        }
        return false;
    }

    /** The two highest; the second stays until another is half as high again. */
    private List<Integer> topTwo(float[] probabilities) {
        int first = best(probabilities, -1, 1);
        if (probabilities.length < 2) {
            return List.of(first);
        }
        return List.of(first, best(probabilities, first, OUTPUT_BONUS));
    }

    private int best(float[] values, int except, double bonus) {
        int best = -1;
        double bestValue = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            double value = values[i] * (top.contains(i) ? bonus : 1);
            if (i != except && value > bestValue) {
                best = i;
                bestValue = value;
            }
        }
        return best < 0 ? (except == 0 && values.length > 1 ? 1 : 0) : best;
    }

    /** Indices of the highest positive values, at most {@code count}, strongest first. */
    static List<Integer> strongest(double[] values, int count) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (values[i] > 0) {
                order.add(i);
            }
        }
        order.sort(Comparator.comparingDouble(i -> -values[i]));
        return order.subList(0, Math.min(count, order.size()));
    }

    /**
     * What flows into a unit and out of it, the strongest first.
     *
     * @param most edges on each side
     */
    public static List<Edge> around(List<float[]> weights, List<float[]> activations, int layer, int unit, int most) {
        List<Edge> in = new ArrayList<>();
        if (layer > 0) {
            float[] before = activations.get(layer - 1);
            for (int from = 0; from < before.length; from++) {
                in.add(new Edge(layer, from, unit, weights.get(layer)[unit * before.length + from] * before[from]));
            }
        }
        List<Edge> out = new ArrayList<>();
        if (layer + 1 < weights.size()) {
            float[] own = activations.get(layer);
            for (int to = 0; to < activations.get(layer + 1).length; to++) {
                out.add(new Edge(layer + 1, unit, to, weights.get(layer + 1)[to * own.length + unit] * own[unit]));
            }
        }
        List<Edge> all = new ArrayList<>(strong(in, most));
        all.addAll(strong(out, most));
        return all;
    }

    /**
     * What flows back in a step: between each two layers the strongest w·δ.
     *
     * @param deltas ∂L/∂z of each layer, [units]
     * @param most edges altogether
     */
    public static List<Edge> gradients(List<float[]> weights, List<float[]> deltas, int most) {
        List<Edge> all = new ArrayList<>();
        for (int layer = 1; layer < deltas.size(); layer++) {
            int width = deltas.get(layer - 1).length;
            List<Edge> between = new ArrayList<>();
            for (int to = 0; to < deltas.get(layer).length; to++) {
                float delta = deltas.get(layer)[to];
                for (int from = 0; delta != 0 && from < width; from++) {
                    if (deltas.get(layer - 1)[from] != 0) {
                        between.add(new Edge(layer, from, to, weights.get(layer)[to * width + from] * delta));
                    }
                }
            }
            all.addAll(strong(between, Math.max(1, most / (deltas.size() - 1))));
        }
        return all;
    }

    private static List<Edge> strong(List<Edge> edges, int most) {
        edges.sort(Comparator.comparingDouble(edge -> -edge.size()));
        List<Edge> strong = new ArrayList<>();
        for (int i = 0; i < Math.min(most, edges.size()); i++) {
            if (edges.get(i).value() != 0) {
                strong.add(edges.get(i));
            }
        }
        return strong;
    }
}
