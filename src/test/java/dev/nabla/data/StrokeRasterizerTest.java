package dev.nabla.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StrokeRasterizerTest {

    private static final int SIDE = StrokeRasterizer.SIDE;
    private static final int UNITS = StrokeRasterizer.UNITS;

    private final StrokeRasterizer rasterizer = new StrokeRasterizer();

    /** In pixels: half a pixel's diagonal, and what the grain adds. */
    private static final double TOLERANCE = 0.75;

    @Test
    void lineTo_anyDirectionAndRadius_inksWhatIsNearerThanTheRadius() {
        for (int degrees = 0; degrees < 360; degrees += 7) {
            for (int radius = 40; radius <= 320; radius += 40) {
                double angle = Math.toRadians(degrees);
                int ax = 24 * UNITS + degrees % 64;
                int ay = 24 * UNITS - degrees % 61;
                int bx = ax + (int) (Math.cos(angle) * 9 * UNITS);
                int by = ay + (int) (Math.sin(angle) * 9 * UNITS);
                rasterizer.clear(degrees);
                rasterizer.begin(ax, ay);
                rasterizer.lineTo(bx, by, radius);
                rasterizer.lift();
                // A piece goes on beyond its ends by 40/64 pixel; there a thin one is squarer than a capsule.
                assertInk(ax, ay, bx, by, radius, "angle " + degrees + ", radius " + radius);
            }
        }
    }

    @Test
    void disc_anywhere_inksWhatIsNearerThanTheRadius() {
        for (int x = -2 * UNITS; x < SIDE * UNITS + 100; x += 111) {
            rasterizer.clear(x & 63);
            rasterizer.disc(x, 3_000 - x, 150);
            assertInk(x, 3_000 - x, x, 3_000 - x, 150, "x " + x);
        }
    }

    @Test
    void lineTo_roundABend_leavesNoGap() {
        for (int degrees = 0; degrees <= 180; degrees += 3) {
            double angle = Math.toRadians(degrees);
            int cx = 24 * UNITS;
            int cy = 24 * UNITS;
            rasterizer.clear(degrees);
            rasterizer.begin(cx - 10 * UNITS, cy);
            rasterizer.lineTo(cx, cy, 200);
            int x = cx + (int) (Math.cos(angle) * 10 * UNITS);
            int y = cy + (int) (Math.sin(angle) * 10 * UNITS);
            rasterizer.lineTo(x, y, 200);
            rasterizer.lift();
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                double distance = distance(pixel, cx, cy, cx, cy);
                if (distance < 200.0 / UNITS - 1) {
                    assertThat(rasterizer.canvas()[pixel])
                            .as("bend %d, pixel %d", degrees, pixel)
                            .isEqualTo((byte) 255);
                }
            }
        }
    }

    @Test
    void lineTo_theSamePoint_drawsNothing() {
        rasterizer.clear(0);
        rasterizer.begin(500, 500);
        rasterizer.lineTo(500, 500, 100);
        rasterizer.lift();

        assertThat(rasterizer.canvas()).containsOnly(0);
    }

    private void assertInk(int ax, int ay, int bx, int by, int radius, String what) {
        byte[] canvas = rasterizer.canvas();
        for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
            double depth = radius / (double) UNITS - distance(pixel, ax, ay, bx, by);
            if (depth > TOLERANCE) {
                assertThat(canvas[pixel])
                        .as("%s, pixel %d, inside", what, pixel)
                        .isEqualTo((byte) 255);
            } else if (depth < -TOLERANCE) {
                assertThat(canvas[pixel])
                        .as("%s, pixel %d, outside", what, pixel)
                        .isZero();
            }
        }
    }

    /** Distance in pixels of a pixel's center from the line between two points. */
    private static double distance(int pixel, int ax, int ay, int bx, int by) {
        int column = pixel % SIDE;
        int row = pixel / SIDE;
        double x = column + 0.5 - ax / (double) UNITS;
        double y = row + 0.5 - ay / (double) UNITS;
        double dx = (bx - ax) / (double) UNITS;
        double dy = (by - ay) / (double) UNITS;
        double length = dx * dx + dy * dy;
        double t = length == 0 ? 0 : Math.max(0, Math.min(1, (x * dx + y * dy) / length));
        return Math.hypot(x - t * dx, y - t * dy);
    }
}
