package dev.nabla.cli;

import dev.nabla.data.Augmentation;
import dev.nabla.data.DataException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say how images are changed before they are learned from; null where they are not given. */
final class AugmentOptions {
    @Option(
            names = "--augment",
            paramLabel = "LIST",
            description = {
                "Change images at random, another way in each epoch, such as shift=2,rotate=10,scale=0.1:",
                "shift, at most so many pixels; rotate, degrees; scale and shear, parts; elastic, deviation in",
                "pixels; thickness, pixels up to 1."
            })
    private @Nullable String augment;

    @Option(
            names = "--augment-clean",
            paramLabel = "SHARE",
            description = "The share of each batch's images that --augment leaves as they are (default: 0).")
    private @Nullable String clean;

    /**
     * The augmentation of a run.
     *
     * @param saved the file it goes on from, with which the flags have to agree; null for a new run
     */
    @Nullable
    Augmentation augmentation(@Nullable SavedModel saved) {
        if (saved == null) {
            return of(augment, clean);
        }
        String text = saved.augmentation(CheckpointFile.AUGMENT);
        @Nullable Augmentation kept = of(text, saved.augmentation(CheckpointFile.AUGMENT_CLEAN));
        String share = kept == null ? "none" : kept.cleanText();
        Agreement agreement = new Agreement(saved.name());
        if (augment != null) {
            // Both in the form in which they are saved: 2.0 is 2.
            agreement.require("--augment", parse(augment, "0").text(), kept == null ? "none" : kept.text());
        }
        if (clean != null) {
            agreement.require("--augment-clean", parse("", clean).cleanText(), share);
        }
        return kept;
    }

    private static @Nullable Augmentation of(@Nullable String text, @Nullable String share) {
        if (text == null) {
            if (share != null) {
                throw CommandException.usage("--augment-clean " + share + ": expected --augment as well");
            }
            return null;
        }
        return parse(text, share == null ? "0" : share);
    }

    private static Augmentation parse(String text, String share) {
        try {
            return Augmentation.parse(text, share);
        } catch (DataException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
    }
}
