package dev.nabla.nn;

/** Guesses which known word was meant by one that is not known. */
public final class Spelling {
    /** One slip in so many letters is forgiven, at least one. */
    private static final int LETTERS = 3;

    private Spelling() {}

    /**
     * {@code ; did you mean "relu"?}, naming the known word that is nearest; empty where none is near.
     *
     * @param known in order of preference
     */
    public static String hint(String word, Iterable<String> known) {
        String nearest = "";
        int least = Math.max(1, word.length() / LETTERS) + 1;
        for (String candidate : known) {
            int distance = distance(word, candidate);
            if (distance < least && distance < word.length()) {
                nearest = candidate;
                least = distance;
            }
        }
        return nearest.isEmpty() ? "" : "; did you mean \"" + nearest + "\"?";
    }

    /**
     * The number of letters to insert, delete, replace, or swap with their neighbour, to get from one word to the other
     * (Damerau, A technique for computer detection and correction of spelling errors, 1964; each letter edited once).
     */
    static int distance(String from, String to) {
        int[][] d = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                boolean same = from.charAt(i - 1) == to.charAt(j - 1);
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[from.length()][to.length()];
    }
}
