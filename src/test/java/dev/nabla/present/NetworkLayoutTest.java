package dev.nabla.present;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.protocol.Setup;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkLayoutTest {

    private static final double[][] SIZES = {{358, 300}, {600, 400}, {808, 480}, {1200, 700}, {2000, 1000}};

    private static NetworkShape shape(int... hidden) {
        List<Setup.Hidden> layers = new ArrayList<>();
        for (int units : hidden) {
            layers.add(new Setup.Hidden(units, "relu"));
        }
        return NetworkShape.of(Setup.initial().withHidden(layers), 10);
    }

    private static final List<NetworkShape> SHAPES = List.of(
            shape(32),
            shape(),
            shape(1),
            shape(1000),
            shape(128, 64, 32),
            shape(1024, 1024),
            shape(32, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16));

    @Test
    void of_anyNetworkInAnySize_staysOnTheStage() {
        for (NetworkShape shape : SHAPES) {
            for (double[] size : SIZES) {
                NetworkLayout layout = NetworkLayout.of(shape, size[0], size[1], 12);
                String name = shape.units() + " in " + size[0] + " × " + size[1];
                double right = layout.inputX() + layout.inputSide();
                for (Block block : layout.blocks()) {
                    assertThat(block.x()).as(name).isGreaterThanOrEqualTo(right);
                    assertThat(block.y()).as(name).isGreaterThanOrEqualTo(0);
                    assertThat(block.bottom()).as(name).isLessThanOrEqualTo(size[1]);
                    assertThat(block.cell()).as(name).isGreaterThanOrEqualTo(8);
                    right = block.right();
                }
                assertThat(right).as(name).isLessThanOrEqualTo(size[0]);
                assertThat(layout.inputY()).as(name).isGreaterThanOrEqualTo(0);
            }
        }
    }

    @Test
    void of_firstVisitOnADesktop_showsAllUnitsAtLeast48PixelsWide() {
        Block first = NetworkLayout.of(shape(32), 808, 480, 12).blocks().get(0);

        assertThat(first.kind()).isEqualTo(Block.Kind.PICTURES);
        assertThat(first.places()).isEqualTo(32);
        assertThat(first.cell()).isGreaterThanOrEqualTo(48);
    }

    @Test
    void of_thousandUnits_showsSomeAndSaysHowMany() {
        NetworkLayout layout = NetworkLayout.of(shape(1000), 808, 480, 12);
        Block first = layout.blocks().get(0);

        assertThat(first.places()).isBetween(12, 200);
        assertThat(first.cell()).isGreaterThanOrEqualTo(40);
        assertThat(layout.captions()).extracting(Caption::text).contains(first.places() + " of 1\u202f000 shown");
    }

    @Test
    void of_noHiddenLayer_showsOutputsAsPictures() {
        NetworkLayout layout = NetworkLayout.of(shape(), 808, 480, 12);

        assertThat(layout.blocks()).extracting(Block::kind).containsExactly(Block.Kind.OUTPUT_PICTURES);
        assertThat(layout.blocks().get(0).places()).isEqualTo(10);
    }

    @Test
    void of_manyLayersOnAPhone_leavesMiddleLayersOut() {
        NetworkLayout layout = NetworkLayout.of(SHAPES.get(6), 358, 300, 12);

        assertThat(layout.hiddenLayers()).isPositive();
        assertThat(layout.blocks().get(0).layer()).isZero();
        assertThat(layout.blocks().get(layout.blocks().size() - 1).layer()).isEqualTo(12);
    }

    @Test
    void captions_wide_giveMatricesAndActivation() {
        assertThat(NetworkLayout.of(shape(32), 808, 480, 12).captions())
                .extracting(Caption::text)
                .contains("W₁ 32 × 784 · ReLU", "W₂ 10 × 32", "softmax");
    }
}
