package dev.nabla.present;

/** An opaque color of the sRGB space; each part from 0 to 255. */
public record Rgb(int red, int green, int blue) {

    private static final int OPAQUE = 0xff000000;

    public Rgb {
        red = Math.max(0, Math.min(255, red));
        green = Math.max(0, Math.min(255, green));
        blue = Math.max(0, Math.min(255, blue));
    }

    /**
     * Reads {@code #rrggbb}, {@code #rgb}, {@code rgb(r, g, b)} or {@code rgb(r g b / a)}, without the alpha.
     *
     * @return {@code otherwise} where the text is none of these
     */
    public static Rgb parse(String text, Rgb otherwise) {
        String css = text.trim();
        try {
            if (css.startsWith("#") && css.length() == 7) {
                int all = Integer.parseInt(css.substring(1), 16);
                return new Rgb(all >> 16, all >> 8 & 255, all & 255);
            }
            if (css.startsWith("#") && css.length() == 4) {
                int all = Integer.parseInt(css.substring(1), 16);
                return new Rgb((all >> 8) * 17, (all >> 4 & 15) * 17, (all & 15) * 17);
            }
            int open = css.indexOf('(');
            if (css.startsWith("rgb") && open > 0 && css.endsWith(")")) {
                return ofParts(css.substring(open + 1, css.length() - 1), otherwise);
            }
        } catch (NumberFormatException e) {
            return otherwise;
        }
        return otherwise;
    }

    private static Rgb ofParts(String parts, Rgb otherwise) {
        int[] values = new int[3];
        int count = 0;
        int at = 0;
        while (at < parts.length() && count < 3) {
            int start = at;
            while (at < parts.length() && !separates(parts.charAt(at))) {
                at++;
            }
            if (at > start) {
                values[count++] = (int) (Float.parseFloat(parts.substring(start, at)) + 0.5f);
            }
            at++;
        }
        return count == 3 ? new Rgb(values[0], values[1], values[2]) : otherwise;
    }

    private static boolean separates(char c) {
        return c == ' ' || c == ',' || c == '/';
    }

    /** This color at share 0, the other at 1, and between them in proportion. */
    public Rgb mix(Rgb other, double share) {
        double t = share > 0 ? Math.min(1, share) : 0; // Also where it is no number.
        return new Rgb((int) (red + (other.red - red) * t + 0.5), (int) (green + (other.green - green) * t + 0.5), (int)
                (blue + (other.blue - blue) * t + 0.5));
    }

    /** The color as a canvas and a style sheet take it. */
    public String css() {
        return "rgb(" + red + "," + green + "," + blue + ")";
    }

    /** The same, partly transparent; alpha from 0 to 1 in steps of 0.001. */
    public String css(double alpha) {
        int thousandths = (int) (Math.max(0, Math.min(1, alpha)) * 1000 + 0.5);
        return "rgba(" + red + "," + green + "," + blue + "," + thousandths / 1000f + ")";
    }

    /** 0xAARRGGBB, opaque. */
    public int argb() {
        return OPAQUE | red << 16 | green << 8 | blue;
    }
}
