package dev.nabla.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSByRef;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;

/** Pixels read from a canvas, and pictures from files. */
public final class Pictures {

    private Pictures() {}

    /** Takes a picture as a canvas of its size. */
    @JSFunctor
    public interface Receiver extends JSObject {
        void receive(HTMLCanvasElement picture);
    }

    /** Told that a file is no picture. */
    @JSFunctor
    public interface Refusal extends JSObject {
        void refused();
    }

    /** A context whose pixels are read often, and which the browser therefore keeps in memory. */
    @JSBody(params = "canvas", script = "return canvas.getContext('2d', {willReadFrequently: true});")
    public static native CanvasRenderingContext2D readable(HTMLCanvasElement canvas);

    /**
     * Reads the luminance of a canvas, over white where it is transparent: (77·R + 150·G + 29·B) / 256, cut.
     *
     * @param gray [height, width] u8, overwritten
     */
    @JSBody(
            params = {"g", "gray", "width", "height"},
            script = """
            var from = g.getImageData(0, 0, width, height).data;
            for (var i = 0, j = 0; j < from.length; i++, j += 4) {
              var a = from[j + 3];
              var v = 77 * from[j] + 150 * from[j + 1] + 29 * from[j + 2] >> 8;
              gray[i] = (v * a + 255 * (255 - a)) / 255 << 24 >> 24;
            }""")
    public static native void readGray(CanvasRenderingContext2D g, @JSByRef byte[] gray, int width, int height);

    /** Lets the person choose a file, and gives it as a picture no larger than {@code most} × {@code most}. */
    @JSBody(
            params = {"most", "receiver", "refusal"},
            script = """
            var input = document.createElement('input');
            input.type = 'file';
            input.accept = 'image/*';
            input.addEventListener('change', function() {
              if (input.files.length) { nablaPicture(input.files[0]); }
            });
            function nablaPicture(file) {
              var image = new Image();
              var address = URL.createObjectURL(file);
              image.onload = function() {
                URL.revokeObjectURL(address);
                var scale = Math.min(1, most / Math.max(image.width, image.height, 1));
                var canvas = document.createElement('canvas');
                canvas.width = Math.max(1, Math.round(image.width * scale));
                canvas.height = Math.max(1, Math.round(image.height * scale));
                canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
                receiver(canvas);
              };
              image.onerror = function() { URL.revokeObjectURL(address); refusal(); };
              image.src = address;
            }
            input.click();""")
    public static native void choose(int most, Receiver receiver, Refusal refusal);

    /** Takes pictures that are dropped on an element, as {@link #choose} gives them. */
    @JSBody(
            params = {"element", "most", "receiver", "refusal"},
            script = """
            element.addEventListener('dragover', function(event) { event.preventDefault(); });
            element.addEventListener('drop', function(event) {
              event.preventDefault();
              var file = event.dataTransfer && event.dataTransfer.files[0];
              if (!file) { return; }
              var image = new Image();
              var address = URL.createObjectURL(file);
              image.onload = function() {
                URL.revokeObjectURL(address);
                var scale = Math.min(1, most / Math.max(image.width, image.height, 1));
                var canvas = document.createElement('canvas');
                canvas.width = Math.max(1, Math.round(image.width * scale));
                canvas.height = Math.max(1, Math.round(image.height * scale));
                canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
                receiver(canvas);
              };
              image.onerror = function() { URL.revokeObjectURL(address); refusal(); };
              image.src = address;
            });""")
    public static native void onDrop(HTMLElement element, int most, Receiver receiver, Refusal refusal);
}
