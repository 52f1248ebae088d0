package dev.nabla.data;

import java.util.List;

/** Pairs images with labels. */
public final class ImageSets {
    private ImageSets() {}

    /**
     * Joins IDX images and labels to a data set; images of unsigned bytes are shared without a copy.
     *
     * @param name name of the data set
     * @param images [examples, rows, columns]; unsigned bytes are pixels 0..255, float32 and float64 are taken as they are
     * @param labels [examples], any integer type
     * @param classNames name of each class; labels are 0 .. classNames.size() − 1
     * @throws DataException if dimensions, types, counts or labels are not as above, or there are no examples
     */
    public static Dataset pair(String name, IdxArray images, IdxArray labels, List<String> classNames) {
        requireRank(images, 3, "images, rows, columns");
        requireRank(labels, 1, "labels");
        int examples = images.dimension(0);
        if (examples != labels.dimension(0)) {
            throw new DataException(images.name() + ": " + examples + " images, but " + labels.name() + ": "
                    + labels.dimension(0) + " labels; expected as many");
        }
        if (examples == 0) {
            throw new DataException(images.name() + ": 0 images, expected at least 1");
        }
        if (images.dimension(1) < 1 || images.dimension(2) < 1) {
            throw new DataException(images.name() + ": images of " + images.dimension(1) + "×" + images.dimension(2)
                    + " pixels, expected at least 1×1");
        }
        InputShape shape = InputShape.gray(images.dimension(1), images.dimension(2));
        return new Dataset(name, shape, inputs(images), labels(labels, classNames));
    }

    private static void requireRank(IdxArray array, int rank, String meaning) {
        if (array.rank() != rank) {
            throw new DataException(
                    array.name() + ": " + array.rank() + " dimensions, expected " + rank + " (" + meaning + ")");
        }
    }

    private static Inputs inputs(IdxArray images) {
        if (images.type() == IdxType.U8) {
            return new Pixels(images.bytes());
        }
        if (images.type().isInteger()) {
            throw new DataException(
                    images.name() + ": elements of type " + images.type() + ", expected U8, F32 or F64");
        }
        float[] values = new float[images.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) images.doubleAt(i);
        }
        return new Floats(images.name(), values);
    }

    private static Labels labels(IdxArray labels, List<String> classNames) {
        int[] values = new int[labels.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = labels.intAt(i);
        }
        Labels.requireRange(labels.name(), values, classNames.size());
        return new Labels(values, classNames);
    }
}
