package dev.nabla.kernel;

import dev.nabla.program.Buffer;
import dev.nabla.program.DataOp;
import dev.nabla.program.ImageOp.Conv2d;
import dev.nabla.program.LayerOp;
import dev.nabla.program.LayerOp.MatMul;
import dev.nabla.program.LayerOp.MatMul.Form;
import dev.nabla.program.Op;
import dev.nabla.program.Parameter;
import dev.nabla.program.Phase;
import dev.nabla.program.Program;
import dev.nabla.wasm.Function;
import dev.nabla.wasm.FunctionType;
import dev.nabla.wasm.ModuleBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a program to a module, specialised to its shapes and to where its buffers lie.
 *
 * <p>There are two forms of a training step with equal bits. The observed form runs one operation after the other on buffers
 * of their own; it serves batches of several chunks too. The fast form fuses bias and activation into the forward product,
 * derivatives into the backward product, and the optimizer's update into the gradient's product; what is divided by rows comes
 * first, then what is divided by parameters, with one barrier in between.
 */
final class Compiler {
    private final Program program;
    private final Layout layout;
    private final ModuleBuilder module;
    private final Context context;
    private final Gathering gathering;
    private final Lowering lowering;
    private final RowKernels rows;
    private final Products products;
    private final Convolutions convolutions;
    private final @Nullable MatMul sparse;

    /** A compiled program. */
    static final class Compiled {
        private final byte[] module;
        private final List<Step> profiled;
        private final Schedule schedule;

        private Compiled(byte[] module, List<Step> profiled, Schedule schedule) {
            this.module = module;
            this.profiled = profiled;
            this.schedule = schedule;
        }

        /** The module in the binary format. */
        byte[] module() {
            return module;
        }

        /** The steps that a profiling module reports, by the number that it reports. */
        List<Step> profiled() {
            return profiled;
        }

        /** What the module consists of. */
        Schedule schedule() {
            return schedule;
        }
    }

    private Compiler(Layout layout, ModuleBuilder module) {
        this.layout = layout;
        this.program = layout.program();
        this.module = module;
        context = new Context(module);
        gathering = new Gathering(context);
        rows = new RowKernels(module, new VectorMaths(module), context.chunkStart());
        lowering = new Lowering(context, layout, rows);
        products = new Products(context, layout);
        convolutions = new Convolutions(context, layout);
        sparse = layout.isSparse() ? Layout.sparseProduct(program) : null;
    }

    /**
     * Compiles.
     *
     * @param plan by which helpers know the module; not 0
     * @param threaded whether the memory is shared
     * @param profiling whether the coordinator calls {@code env.lap(i)} behind each step, and with {@link
     *     Orchestration#WAITING} behind each barrier
     * @param maxPages of the memory
     */
    static Compiled compile(Layout layout, int plan, boolean threaded, boolean profiling, int maxPages) {
        ModuleBuilder module = new ModuleBuilder();
        module.importMemory("env", "memory", 1, maxPages, threaded);
        Function lap = profiling ? module.importFunction("env", "lap", FunctionType.ofInts(1)) : null;
        List<Step> profiled = new ArrayList<>();
        Compiler compiler = new Compiler(layout, module);
        Schedule schedule = compiler.schedule();
        Threading threading = new Threading(compiler.context, threaded);
        Orchestration orchestration =
                new Orchestration(compiler.context, layout, schedule, threading.barrier(), threaded, lap, profiled);
        Function run = orchestration.run();
        module.export(threading.train(run));
        module.export(orchestration.evaluate());
        module.export(orchestration.predict());
        module.export(orchestration.prepare());
        if (threaded) {
            module.export(threading.help(run, plan));
            module.export(threading.ready());
            module.export(threading.dismiss());
        }
        return new Compiled(module.toBytes(), profiled, schedule);
    }

    private Schedule schedule() {
        List<Step> gather = new ArrayList<>();
        List<Step> chunk = new ArrayList<>();
        for (Op op : program.ops(Phase.GATHER)) {
            List<Step> steps = lowering.lower(op);
            chunk.addAll(steps);
            if (!isSparseGather(op)) {
                gather.addAll(steps);
            }
        }
        for (Phase phase : new Phase[] {Phase.FORWARD, Phase.LOSS, Phase.BACKWARD}) {
            program.ops(phase).forEach(op -> chunk.addAll(lowering.lower(op)));
        }
        List<Step> loss = new ArrayList<>();
        program.ops(Phase.LOSS).forEach(op -> loss.addAll(lowering.lower(op)));
        List<Op> forwardOps = program.inference();
        List<Step> forward = forward(forwardOps, false);
        List<Step> clear = new ArrayList<>();
        List<Step> update = new ArrayList<>();
        List<Step> prepare = new ArrayList<>();
        program.parameters().forEach(parameter -> clear.add(lowering.clear(parameter.gradient())));
        program.ops(Phase.BATCH).forEach(op -> update.addAll(lowering.lower(op)));
        program.ops(Phase.UPDATE).forEach(op -> update.addAll(lowering.lower(op)));
        for (Parameter parameter : program.parameters()) {
            if (layout.isTransposed(parameter.value())) {
                prepare.add(lowering.transpose(parameter.value()));
            }
        }
        prepare.addAll(lowering.reflections(program));
        update.addAll(prepare);
        List<Step> predict = read();
        predict = new ArrayList<>(predict);
        predict.addAll(sparse == null ? forward : forward(forwardOps, true));
        Schedule.Fast fast =
                new FastForm(context, layout, lowering, sparse).steps(() -> forward(program.ops(Phase.FORWARD), false));
        return new Schedule(gather, forward, predict, loss, fast, chunk, clear, update, prepare);
    }

    private boolean isSparseGather(Op op) {
        return isSparseGather(op, sparse);
    }

    /** Whether an operation gathers the pixels of a product that passes over zeros. */
    static boolean isSparseGather(Op op, @Nullable MatMul sparse) {
        return sparse != null
                && op instanceof DataOp.Gather gather
                && gather.output().equals(sparse.left());
    }

    private List<Step> read() {
        if (sparse == null) {
            return List.of();
        }
        Matrix input = layout.matrix(sparse.left());
        Panels w = layout.panels(sparse.right());
        return List.of(Step.rows(gathering.rowLists("Lists of the input", layout.lists(), w, input)));
    }

    /** The forward phase with bias and activation fused to the products; {@code ofRows}: of an input listed by row. */
    private List<Step> forward(List<Op> ops, boolean ofRows) {
        List<Step> steps = new ArrayList<>();
        int at = 0;
        while (at < ops.size()) {
            LayerOp.AddBias bias = biasBehind(ops, at);
            if (bias == null) {
                steps.addAll(lowering.lower(ops.get(at)));
                at++;
                continue;
            }
            LayerOp.Activate activation = activationBehind(ops, at + 1, bias.output());
            steps.add(
                    ops.get(at) instanceof Conv2d convolution
                            ? convolution(convolution, bias, activation)
                            : layer((MatMul) ops.get(at), bias, activation, ofRows));
            at += activation == null ? 2 : 3;
        }
        return steps;
    }

    /** The bias that is added in place to the product at a position; null if there is no such pair. */
    private LayerOp.@Nullable AddBias biasBehind(List<Op> ops, int at) {
        Op product = ops.get(at);
        return (product instanceof MatMul || product instanceof Conv2d)
                        && !layout.isCopied(product)
                        && at + 1 < ops.size()
                        && ops.get(at + 1) instanceof LayerOp.AddBias bias
                        && bias.input().equals(product.writes().get(0))
                        && bias.output().equals(product.writes().get(0))
                ? bias
                : null;
    }

    /** The activation of weighted sums behind a position, if it can be fused. */
    private LayerOp.@Nullable Activate activationBehind(List<Op> ops, int at, Buffer z) {
        return at + 1 < ops.size()
                        && ops.get(at + 1) instanceof LayerOp.Activate activate
                        && activate.input().equals(z)
                        && Epilogues.isFused(activate.function())
                        && isReadOnlyForItsGradient(z, activate)
                ? activate
                : null;
    }

    /** Whether nothing but an activation and its derivative read the weighted sums, which then need not be kept. */
    private boolean isReadOnlyForItsGradient(Buffer z, LayerOp.Activate activate) {
        for (Phase phase : Phase.values()) {
            for (Op op : program.ops(phase)) {
                boolean known = op.equals(activate)
                        || op instanceof LayerOp.AddBias
                        || (op instanceof LayerOp.ActivateGradient gradient
                                && gradient.output().equals(activate.output())
                                && Epilogues.isGradientFused(gradient.function()));
                if (!known && op.reads().contains(z)) {
                    return false;
                }
            }
        }
        return true;
    }

    private Step convolution(Conv2d product, LayerOp.AddBias bias, LayerOp.@Nullable Activate activation) {
        Buffer target = activation == null ? product.output() : activation.output();
        Product.Epilogue epilogue =
                Epilogues.bias(layout.address(bias.bias()), activation == null ? null : activation.function());
        List<Op> ops = new ArrayList<>(List.of(product, bias));
        if (activation != null) {
            ops.add(activation);
        }
        Function function = convolutions.forward(lowering.name(product), product, target, epilogue);
        return Step.rows(function, ops.toArray(new Op[0]));
    }

    private Step layer(MatMul product, LayerOp.AddBias bias, LayerOp.@Nullable Activate activation, boolean ofRows) {
        String name = lowering.name(product);
        Buffer target = activation == null ? product.output() : activation.output();
        Product.Epilogue epilogue =
                Epilogues.bias(layout.address(bias.bias()), activation == null ? null : activation.function());
        List<Op> ops = new ArrayList<>(List.of(product, bias));
        if (activation != null) {
            ops.add(activation);
        }
        Function function;
        if (product.equals(sparse)) {
            SparseProduct products = new SparseProduct(context, layout.lists(), layout.panels(product.right()));
            Matrix z = layout.matrix(target);
            function = ofRows ? products.forwardOfRows(name, z, epilogue) : products.forward(name, z, epilogue);
        } else {
            MatMul direct = new MatMul(Form.FORWARD, product.left(), product.right(), target);
            function = products.forward(name, direct, epilogue).emit(module);
        }
        return Step.rows(function, ops.toArray(new Op[0]));
    }
}
