package dev.nabla.analysis;

import java.util.Arrays;

/**
 * A directed graph of neighbors and its transpose in one: for each point the points that are its neighbors or whose
 * neighbor it is, with the weights of both directions, 0 where there is no edge. Compressed rows: those of point i are at
 * {@code starts[i] … starts[i + 1] − 1}, its own neighbors first.
 */
final class NeighborGraph {
    final int count;
    final int[] starts;
    final int[] columns;

    /** The weight of i → column. */
    final float[] forward;

    /** The weight of column → i. */
    final float[] backward;

    /**
     * Joins both directions.
     *
     * @param weights of the edges to the neighbors, [count, k]
     */
    NeighborGraph(Neighbors neighbors, float[] weights) {
        count = neighbors.count();
        int k = neighbors.k();
        int[] indices = neighbors.indices();
        int[] incomingStarts = new int[count + 1];
        for (int index : indices) {
            incomingStarts[index + 1]++;
        }
        for (int i = 0; i < count; i++) {
            incomingStarts[i + 1] += incomingStarts[i];
        }
        int[] incoming = new int[indices.length];
        // TeaVM's WebAssembly may trap in clone() of an array.
        int[] filled = Arrays.copyOf(incomingStarts, count);
        for (int edge = 0; edge < indices.length; edge++) {
            incoming[filled[indices[edge]]++] = edge;
        }
        starts = new int[count + 1];
        int[] columnsAtMost = new int[2 * indices.length];
        float[] forwardAtMost = new float[2 * indices.length];
        float[] backwardAtMost = new float[2 * indices.length];
        int[] place = new int[count];
        int at = 0;
        for (int i = 0; i < count; i++) {
            for (int edge = i * k; edge < (i + 1) * k; edge++) {
                columnsAtMost[at] = indices[edge];
                forwardAtMost[at] = weights[edge];
                place[indices[edge]] = at++;
            }
            for (int e = incomingStarts[i]; e < incomingStarts[i + 1]; e++) {
                int from = incoming[e] / k;
                int known = place[from];
                if (known >= starts[i] && known < at && columnsAtMost[known] == from) {
                    backwardAtMost[known] = weights[incoming[e]];
                } else {
                    columnsAtMost[at] = from;
                    backwardAtMost[at] = weights[incoming[e]];
                    at++;
                }
            }
            starts[i + 1] = at;
        }
        columns = Arrays.copyOf(columnsAtMost, at);
        forward = Arrays.copyOf(forwardAtMost, at);
        backward = Arrays.copyOf(backwardAtMost, at);
    }

    /** Number of edges, both directions of a pair counted. */
    int edges() {
        return columns.length;
    }
}
