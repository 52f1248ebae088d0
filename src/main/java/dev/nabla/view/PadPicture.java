package dev.nabla.view;

import dev.nabla.browser.Pictures;
import dev.nabla.present.GrayInk;
import dev.nabla.present.Rgb;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;

/** Turns a picture of any size into ink on a square pad. */
final class PadPicture {

    private PadPicture() {}

    /**
     * Scales a picture to fit a square, in its middle, and finds the ink.
     *
     * @param sheet a canvas of at least that square, overwritten
     * @return [side, side] u8
     */
    static byte[] ink(HTMLCanvasElement image, CanvasRenderingContext2D sheet, int side) {
        double scale = (double) side / Math.max(1, Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) (image.getWidth() * scale));
        int height = Math.max(1, (int) (image.getHeight() * scale));
        sheet.setFillStyle("#fff");
        sheet.fillRect(0, 0, side, side);
        sheet.drawImage(image, 0, 0, width, height);
        byte[] gray = new byte[side * side];
        Pictures.readGray(sheet, gray, side, side);
        byte[] part = new byte[width * height];
        for (int y = 0; y < height; y++) {
            System.arraycopy(gray, y * side, part, y * width, width);
        }
        byte[] found = GrayInk.of(part, width, height);
        byte[] square = new byte[side * side];
        for (int y = 0; y < height; y++) {
            int row = (y + (side - height) / 2) * side + (side - width) / 2;
            System.arraycopy(found, y * width, square, row, width);
        }
        return square;
    }

    /** Ink in a color, as transparent as it is thin: 0xAARRGGBB. */
    static int[] colored(byte[] ink, Rgb color) {
        int[] argb = new int[ink.length];
        int rgb = color.argb() & 0xffffff;
        for (int i = 0; i < argb.length; i++) {
            argb[i] = (ink[i] & 255) << 24 | rgb;
        }
        return argb;
    }
}
