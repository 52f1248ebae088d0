package dev.nabla.cli;

import dev.nabla.data.InputShape;
import dev.nabla.data.TableSchema;
import dev.nabla.model.DataDescription;
import dev.nabla.nn.Activation;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.program.ElementType;
import dev.nabla.program.Shape;
import dev.nabla.program.Workers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nabla predict}: what a saved network sees in pictures. */
@Command(
        name = "predict",
        description = "Lists the most probable classes of pictures, or what is predicted for the rows of CSV tables.",
        sortOptions = false,
        abbreviateSynopsis = true)
final class PredictCommand implements Callable<Integer> {
    private static final int SHOWN_CLASSES = 10;

    private final Terminal terminal;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "Saved by train.")
    @SuppressWarnings("NullAway.Init") // filled by picocli
    private String model;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = {
                "PNG or JPEG files; of a network that learned from a table, CSV files with the same columns,",
                "those to predict there or not."
            })
    @SuppressWarnings("NullAway.Init") // filled by picocli
    private List<String> images;

    @Option(
            names = "--invert",
            paramLabel = "WHEN",
            converter = Choice.Converter.class,
            description = "Take the negative: auto, yes or no; auto: where the border is bright (default: auto).")
    private Choice invert = Choice.AUTO;

    @Option(
            names = "--normalize",
            paramLabel = "WHEN",
            converter = Choice.Converter.class,
            description = {
                "Cut out the ink, scale it to 20×20 pixels and center its mass, as MNIST did: auto, yes or no;",
                "auto: for networks trained on mnist or handwriting, and pictures not of their size (default: auto)."
            })
    private Choice normalize = Choice.AUTO;

    @Mixin
    private final CsvOptions csv = new CsvOptions();

    @Option(names = "--json", description = "Print an object of JSON per image or row.")
    private boolean json;

    PredictCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SavedModel saved = SavedModel.read(model);
        TableSchema table = saved.table();
        if (table != null) {
            images.forEach(new TablePrediction(saved, table, csv, terminal, json)::print);
            return 0;
        }
        PictureInput input =
                new PictureInput(imageShape(saved.network()), saved.data().name(), invert, normalize);
        if (!saved.data().scaling().equals(DataDescription.PIXELS)) {
            throw CommandException.failure(
                    model + ": the network learned from numbers, expected one that learned from pixels");
        }
        Inference inference = saved.inference(ElementType.U8, Workers.caller());
        for (String image : images) {
            float[] outputs = inference.outputs(input.read(image));
            List<Integer> ranking = IntStream.range(0, outputs.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(c -> -outputs[c]))
                    .limit(SHOWN_CLASSES)
                    .toList();
            if (json) {
                printJson(image, saved, ranking, outputs);
            } else {
                print(image, saved, ranking, outputs);
            }
        }
        return 0;
    }

    private InputShape imageShape(Network network) {
        Shape input = network.input();
        if (input.rank() != 3 || input.dimension(2) != 1) {
            throw CommandException.failure(model + ": the network takes " + input + ", expected gray images");
        }
        return InputShape.gray(input.dimension(0), input.dimension(1));
    }

    private void print(String image, SavedModel saved, List<Integer> ranking, float[] outputs) {
        boolean probabilities = givesProbabilities(saved.network());
        terminal.println(image);
        for (int c : ranking) {
            String value = probabilities
                    ? String.format(Locale.ROOT, "%7.2f %%", 100 * outputs[c])
                    : String.format(Locale.ROOT, "%9.4f", outputs[c]);
            terminal.println("  " + value + "  " + saved.className(c));
        }
    }

    private void printJson(String image, SavedModel saved, List<Integer> ranking, float[] outputs) {
        String key = givesProbabilities(saved.network()) ? "probability" : "output";
        List<Object> predictions = new ArrayList<>();
        for (int c : ranking) {
            Map<String, Object> prediction = new LinkedHashMap<>();
            prediction.put("class", c);
            prediction.put("name", saved.className(c));
            prediction.put(key, (double) outputs[c]);
            predictions.add(prediction);
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("image", image);
        line.put("predictions", predictions);
        terminal.printJson(line);
    }

    private static boolean givesProbabilities(Network network) {
        return network.loss() == Loss.CROSS_ENTROPY
                || network.layers().get(network.layers().size() - 1).activation() == Activation.SOFTMAX;
    }
}
