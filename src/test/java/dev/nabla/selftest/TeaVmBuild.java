package dev.nabla.selftest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.teavm.backend.javascript.JSModuleType;
import org.teavm.tooling.EmptyTeaVMToolLog;
import org.teavm.tooling.TeaVMProblemRenderer;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMTool;
import org.teavm.tooling.TeaVMToolException;
import org.teavm.vm.TeaVMOptimizationLevel;

/**
 * Compiles a main class of the class path with TeaVM, with the settings that production uses: minified, level ADVANCED,
 * {@code strict} off (a null or out-of-bounds access traps, a wrong cast is not noticed).
 */
public final class TeaVmBuild {

    private static final String WASM_RUNTIME = "org/teavm/backend/wasm/wasm-gc-module-runtime.min.js";

    private TeaVmBuild() {}

    /** The two targets, each with the name of the file that it gives. */
    public enum Target {
        WASM_GC(TeaVMTargetType.WEBASSEMBLY_GC, "classes.wasm"),
        JAVASCRIPT(TeaVMTargetType.JAVASCRIPT, "classes.js");

        private final TeaVMTargetType type;
        private final String fileName;

        Target(TeaVMTargetType type, String fileName) {
            this.type = type;
            this.fileName = fileName;
        }

        public String fileName() {
            return fileName;
        }
    }

    /**
     * Compiles into {@code folder}, which then holds {@code classes.js} (an ES module that exports {@code main}), or
     * {@code classes.wasm} and its loader {@code wasm-runtime.js}.
     *
     * @throws AssertionError if TeaVM reports an error, such as a class or method that it does not have
     */
    public static void compile(Class<?> mainClass, Target target, Path folder) {
        TeaVMTool tool = new TeaVMTool();
        tool.setLog(new EmptyTeaVMToolLog());
        tool.setClassLoader(TeaVmBuild.class.getClassLoader());
        tool.setMainClass(mainClass.getName());
        tool.setTargetType(target.type);
        tool.setTargetDirectory(folder.toFile());
        tool.setTargetFileName(target.fileName);
        tool.setJsModuleType(JSModuleType.ES2015);
        tool.setOptimizationLevel(TeaVMOptimizationLevel.ADVANCED);
        tool.setObfuscated(true);
        tool.setStrict(false);
        try {
            tool.generate();
            if (target == Target.WASM_GC) {
                copyRuntime(folder.resolve("wasm-runtime.js"));
            }
        } catch (TeaVMToolException | IOException e) {
            throw new AssertionError("TeaVM: cannot compile " + mainClass.getName() + " to " + target, e);
        }
        if (!tool.getProblemProvider().getSevereProblems().isEmpty()) {
            StringBuilder problems = new StringBuilder();
            TeaVMProblemRenderer.describeProblems(
                    tool.getDependencyInfo().getCallGraph(), tool.getProblemProvider(), new EmptyTeaVMToolLog() {
                        @Override
                        public void error(String text) {
                            problems.append('\n').append(text);
                        }
                    });
            throw new AssertionError("TeaVM: " + mainClass.getName() + " to " + target + problems);
        }
    }

    /** The size of a file as a server sends it, compressed by gzip. */
    public static long gzipBytes(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            Files.copy(file, gzip);
        }
        return bytes.size();
    }

    private static void copyRuntime(Path file) throws IOException {
        try (InputStream runtime = TeaVmBuild.class.getClassLoader().getResourceAsStream(WASM_RUNTIME)) {
            if (runtime == null) {
                throw new IOException("not on the class path: " + WASM_RUNTIME);
            }
            Files.write(file, runtime.readAllBytes());
        }
    }
}
