package dev.nabla.bench;

import dev.nabla.nn.Activation;
import dev.nabla.nn.Conv2d;
import dev.nabla.nn.Loss;
import dev.nabla.nn.MaxPool2d;
import dev.nabla.nn.Network;
import dev.nabla.nn.Padding;
import dev.nabla.optim.Adam;
import dev.nabla.optim.Optimizer;
import dev.nabla.optim.Sgd;

/** What is measured: a network with the way it is trained, or asked. */
public enum Item {
    /** 784-128-10 ReLU, cross-entropy, batches of 100, SGD 0.1. */
    W1("W1", "samples/s", 100),
    /** 784-512-256-10 ReLU, cross-entropy, batches of 128, Adam. */
    W2("W2", "samples/s", 128),
    /** 784-30-10 sigmoid, quadratic loss, batches of 10, SGD 3. */
    W3("W3", "samples/s", 10),
    /** Two convolutions of 5×5, ReLU and pooling behind each, and 10 classes: batches of 32, SGD 0.01. */
    W5("W5", "samples/s", 32),
    /** 2-8-8-1 tanh on 500 points, quadratic loss, batches of 10, SGD 0.03; steps are counted. */
    W4("W4", "steps/s", 10),
    /** One image through the network of {@link #W1}: the time from its numbers to the outputs. */
    W6_MLP("W6-mlp", "us", 1),
    /** One image through the network of {@link #W5}. */
    W6_CNN("W6-cnn", "us", 1);

    private final String label;
    private final String unit;
    private final int batchSize;

    Item(String label, String unit, int batchSize) {
        this.label = label;
        this.unit = unit;
        this.batchSize = batchSize;
    }

    /** The name in results, such as {@code W6-mlp}. */
    public String label() {
        return label;
    }

    /** The name by which it is chosen: the label up to a hyphen, such as {@code W6}. */
    public String group() {
        return label.substring(0, 2);
    }

    /** {@code samples/s}, {@code steps/s}, or {@code us} (microseconds, the fewer the better). */
    public String unit() {
        return unit;
    }

    int batchSize() {
        return batchSize;
    }

    Optimizer optimizer() {
        return switch (this) {
            case W1, W6_MLP, W6_CNN -> Sgd.of(0.1f);
            case W2 -> Adam.of(0.001f);
            case W3 -> Sgd.of(3);
            case W4 -> Sgd.of(0.03f);
            case W5 -> Sgd.of(0.01f);
        };
    }

    /** Whether it is large enough for several threads to be of use. */
    public boolean sharesThreads() {
        return takesImages();
    }

    /** Whether images of a density are trained on. */
    boolean takesImages() {
        return this == W1 || this == W2 || this == W3 || this == W5;
    }

    /** Whether it is measured for the first density only. */
    boolean isForOneDensity() {
        return this == W5;
    }

    /** Whether a network is asked rather than trained. */
    boolean isPrediction() {
        return this == W6_MLP || this == W6_CNN;
    }

    /** The network. */
    Network network() {
        return switch (this) {
            case W1, W6_MLP ->
                images().dense(128, Activation.RELU)
                        .dense(SyntheticData.CLASSES, Activation.SOFTMAX)
                        .build();
            case W2 ->
                images().dense(512, Activation.RELU)
                        .dense(256, Activation.RELU)
                        .dense(SyntheticData.CLASSES, Activation.SOFTMAX)
                        .build();
            case W3 ->
                images().dense(30, Activation.SIGMOID)
                        .dense(SyntheticData.CLASSES, Activation.SIGMOID)
                        .loss(Loss.QUADRATIC)
                        .build();
            case W4 ->
                Network.builder()
                        .input(2)
                        .dense(8, Activation.TANH)
                        .dense(8, Activation.TANH)
                        .dense(1, Activation.TANH)
                        .loss(Loss.QUADRATIC)
                        .build();
            case W5, W6_CNN ->
                images().layer(convolution(8))
                        .layer(MaxPool2d.of(2))
                        .layer(convolution(16))
                        .layer(MaxPool2d.of(2))
                        .dense(SyntheticData.CLASSES, Activation.SOFTMAX)
                        .build();
        };
    }

    private static Conv2d convolution(int filters) {
        return Conv2d.of(filters, 5, Activation.RELU).withPadding(Padding.SAME);
    }

    private static Network.Builder images() {
        return Network.builder().input(28, 28, 1);
    }
}
