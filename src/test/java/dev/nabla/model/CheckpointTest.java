package dev.nabla.model;

import static dev.nabla.model.SafetensorsTest.assertSame;
import static dev.nabla.model.SafetensorsTest.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.nn.Activation;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Layer;
import dev.nabla.nn.Loss;
import dev.nabla.nn.Network;
import dev.nabla.program.Shape;
import dev.nabla.program.Tensor;
import dev.nabla.train.RunState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CheckpointTest {

    @Test
    void toBytes_model_comesBackWithoutRun() {
        Checkpoint read = Checkpoint.read("f", model().toBytes());

        assertThat(read.network()).isEqualTo(Samples.network());
        assertThat(read.data()).isEqualTo(Samples.data());
        assertThat(read.run()).isNull();
        assertSame(read.weights(), Samples.weights());
    }

    @Test
    void toBytes_run_comesBackToTheBit() {
        Checkpoint read = Checkpoint.read("f", run().toBytes());

        assertSameRun(read);
        assertThat(read.toBytes()).isEqualTo(run().toBytes());
    }

    /** The file was written by version 1 of the format. It must be readable for ever: never write it anew. */
    @Test
    void read_fileOfVersion1_givesItsRun() throws IOException {
        assertSameRun(Checkpoint.read("checkpoint-v1", resource("/fixtures/checkpoint-v1.safetensors")));
    }

    private static void assertSameRun(Checkpoint read) {
        assertThat(read.network()).isEqualTo(Samples.network());
        assertThat(read.data()).isEqualTo(Samples.data());
        assertThat(read.data().source().keySet()).containsExactly("examples", "validation", "splitSeed");
        assertSame(read.weights(), Samples.weights());
        RunState run = read.run();
        RunState expected = Samples.run();
        assertThat(run).isNotNull();
        assertThat(run.settings()).isEqualTo(expected.settings());
        assertThat(run.events()).isEqualTo(expected.events());
        assertThat(run.step()).isEqualTo(expected.step());
        assertThat(run.position()).isEqualTo(expected.position());
        assertSame(run.tensors(), expected.tensors());
    }

    @ParameterizedTest
    @EnumSource
    void toBytes_runOfEveryLoss_comesBack(Loss loss) {
        List<Layer> layers = new ArrayList<>(Samples.network().layers());
        layers.set(1, ((Dense) layers.get(1)).withActivation(Activation.LINEAR));
        Network network = new Network(Shape.of(2), layers, loss);
        Checkpoint read = Checkpoint.read(
                "f", Checkpoint.ofRun(network, Samples.data(), Samples.run()).toBytes());

        assertThat(read.network()).isEqualTo(network);
        assertThat(read.run()).isNotNull();
    }

    @Test
    void toBytes_numbersWithoutClasses_comesBack() {
        DataDescription data = new DataDescription("∇", List.of(), DataDescription.PIXELS, Map.of());
        Checkpoint saved = Checkpoint.ofModel(Samples.network(), data, Samples.weights());
        assertThat(Checkpoint.read("f", saved.toBytes()).data()).isEqualTo(data);
    }

    @Test
    void read_tensorsInAnotherOrder_putsThemInOrder() {
        Safetensors file = Safetensors.read("f", run().toBytes());
        List<Tensor> reversed = new ArrayList<>(file.tensors());
        Collections.reverse(reversed);

        assertSameRun(Checkpoint.read("f", new Safetensors(file.metadata(), reversed).write()));
    }

    @Test
    void read_metadataOfOthers_areIgnored() {
        Safetensors file = Safetensors.read("f", run().toBytes());
        Map<String, String> more = new LinkedHashMap<>(file.metadata());
        more.put("format", "pt");

        assertSameRun(Checkpoint.read("f", new Safetensors(more, file.tensors()).write()));
    }

    @Test
    void read_fileOfOthers_saysSo() throws IOException {
        byte[] bytes = resource("/golden/safetensors/numpy.safetensors");
        assertThatThrownBy(() -> Checkpoint.read("numpy.safetensors", bytes))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "numpy.safetensors: a safetensors file without nabla.version in its metadata, expected a model"
                                + " saved by Nabla");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nabla.version | 2    | nabla.version "2", expected "1"; a newer Nabla may have written it
            nabla.network |      | no nabla.network in the metadata, expected that of a model
            nabla.network | {}   | nabla.network: version: missing
            nabla.data    |      | no nabla.data in the metadata, expected that of a model
            nabla.data    | 1    | nabla.data: 1, expected an object
            nabla.run     | {    | nabla.run: the end at character 2, expected a name in quotes
            nabla.rum     | {}   | unknown metadata "nabla.rum", expected only nabla.version, nabla.network, nabla.data, nabla.table, nabla.run
            """)
    void read_wrongMetadata_isRefused(String key, String text, String message) {
        Safetensors file = Safetensors.read("f", run().toBytes());
        Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
        if (text == null) {
            metadata.remove(key);
        } else {
            metadata.put(key, text);
        }
        assertRefused(new Safetensors(metadata, file.tensors()), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "version":1      | "version":2    | version: 2, expected at most 1; a newer Nabla has written it
            "scaling":"none" | "scaling":"z"  | Data: scaling "z", expected "pixel/255" or "none"
            "name":"points"  | "name":1       | name: 1, expected a string
            "examples":"103" | "examples":103 | source.examples: 103, expected a string
            "∇"              | 3              | classNames[0]: 3, expected a string
            "name"           | "nome"         | unknown name "nome", expected only version, name, classNames, scaling, source
            """)
    void read_wrongData_namesPlaceFoundAndExpected(String from, String to, String message) {
        Safetensors file = Safetensors.read("f", run().toBytes());
        Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
        assertThat(metadata.get("nabla.data")).contains(from);
        metadata.computeIfPresent("nabla.data", (key, text) -> text.replace(from, to));
        assertRefused(new Safetensors(metadata, file.tensors()), "nabla.data: " + message);
    }

    @Test
    void read_wrongTensors_namesBothShapes() {
        assertRefused(
                with(model(), tensor -> new Tensor(tensor.name(), Shape.of(tensor.values().length), tensor.values())),
                "tensor layer1.weight [6], the network expects [3, 2]");
        assertRefused(
                with(model(), tensor -> new Tensor(tensor.name() + "x", tensor.shape(), tensor.values())),
                "tensor layer1.weight is missing, the network expects [3, 2]");
        assertRefused(
                with(run(), tensor -> tensor.name().endsWith("2.bias.velocity") ? scalar(tensor.name()) : tensor),
                "tensor layer2.bias.velocity [], the optimizer expects [2]");
        assertRefused(
                with(run(), tensor -> tensor.name().equals("layer1.weight.velocity") ? scalar("v") : tensor),
                "tensor layer1.weight.velocity is missing, the optimizer expects [3, 2]");
        Safetensors run = Safetensors.read("f", run().toBytes());
        Map<String, String> withoutRun = new LinkedHashMap<>(run.metadata());
        withoutRun.remove("nabla.run");
        assertRefused(
                new Safetensors(withoutRun, run.tensors()),
                "tensor layer1.weight.velocity [3, 2], expected none of that name");
    }

    @Test
    void ofModel_doesNotFit_isRefused() {
        Network other = Network.builder().input(2).dense(4, Activation.LINEAR).build();
        assertThatThrownBy(() -> Checkpoint.ofModel(other, Samples.data(), Samples.weights()))
                .hasMessage("Checkpoint: 2 class names, expected 4, one for each class that the network tells apart");
        DataDescription noClasses = new DataDescription("p", List.of(), DataDescription.NUMBERS, Map.of());
        assertThatThrownBy(() -> Checkpoint.ofModel(other, noClasses, Samples.weights()))
                .hasMessage("Checkpoint: tensor layer1.weight [3, 2], the network expects [4, 2]");
    }

    private static Checkpoint model() {
        return Checkpoint.ofModel(Samples.network(), Samples.data(), Samples.weights());
    }

    private static Checkpoint run() {
        return Checkpoint.ofRun(Samples.network(), Samples.data(), Samples.run());
    }

    private static Tensor scalar(String name) {
        return new Tensor(name, Shape.of(), new float[1]);
    }

    private static Safetensors with(Checkpoint checkpoint, UnaryOperator<Tensor> change) {
        Safetensors file = Safetensors.read("f", checkpoint.toBytes());
        return new Safetensors(
                file.metadata(), file.tensors().stream().map(change).toList());
    }

    private static void assertRefused(Safetensors file, String message) {
        assertThatThrownBy(() -> Checkpoint.read("m.safetensors", file.write()))
                .isInstanceOf(ModelException.class)
                .hasMessage("m.safetensors: " + message);
    }
}
