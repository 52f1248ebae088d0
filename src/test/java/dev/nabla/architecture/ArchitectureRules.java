package dev.nabla.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.NullMarked;

/**
 * The rules of the architecture, for the packages of {@code table} directly below the package {@code root}.
 *
 * <p>"Pure" is the core without the command line: it may not know the time, draw random numbers of its own, keep static
 * state, or call a mathematical function whose last bit depends on the platform.
 */
public record ArchitectureRules(String root, PackageTable table) {

    private static final String COMMAND_LINE = "cli";

    private static final Set<String> RANDOM_SOURCES = Set.of(
            "java.security.SecureRandom",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.UUID",
            "java.util.concurrent.ThreadLocalRandom",
            "java.util.random.RandomGenerator",
            "java.util.random.RandomGeneratorFactory");

    /** Correctly rounded or exact on every platform. */
    private static final Set<String> EXACT_FUNCTIONS = Set.of(
            "abs",
            "absExact",
            "addExact",
            "ceil",
            "decrementExact",
            "floor",
            "floorDiv",
            "floorMod",
            "incrementExact",
            "max",
            "min",
            "multiplyExact",
            "multiplyFull",
            "multiplyHigh",
            "negateExact",
            "sqrt",
            "subtractExact",
            "toIntExact");

    /** Types whose instances are meant to be changed: not even a final static field may hold one. */
    private static final Set<String> MUTABLE_TYPES = Set.of(
            "java.lang.StringBuilder",
            "java.lang.ThreadLocal",
            "java.nio.Buffer",
            "java.util.ArrayDeque",
            "java.util.ArrayList",
            "java.util.BitSet",
            "java.util.EnumMap",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.TreeMap",
            "java.util.concurrent.ConcurrentMap",
            "java.util.concurrent.atomic.AtomicBoolean",
            "java.util.concurrent.atomic.AtomicInteger",
            "java.util.concurrent.atomic.AtomicLong",
            "java.util.concurrent.atomic.AtomicReference");

    public ArchRule packagesAreListed() {
        return rule("every package is listed in the table", all(), (type, report) -> {
            if (!table.uses().containsKey(nameOf(type))) {
                report.accept(type.getName() + " is in the package " + type.getPackageName()
                        + ", which the table does not list");
            }
        });
    }

    public ArchRule packagesUseOnlyWhatTheTableAllows() {
        return rule("packages use only what the table allows", all(), (type, report) -> {
            Set<String> allowed = table.uses().getOrDefault(nameOf(type), Set.of());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                boolean inside = target.getPackageName().equals(root)
                        || target.getPackageName().startsWith(root + ".");
                if (inside && !nameOf(target).equals(nameOf(type)) && !allowed.contains(nameOf(target))) {
                    report.accept(nameOf(type) + " may not use " + nameOf(target) + ": " + dependency.getDescription());
                }
            }
        });
    }

    public ArchRule packagesAreFreeOfCycles() {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    public ArchRule packagesAreNullMarked() {
        return rule("every package is @NullMarked", all(), (type, report) -> {
            if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                report.accept(type.getPackageName() + " has no package-info.java with @NullMarked");
            }
        });
    }

    public ArchRule coreDoesNotKnowTeaVm() {
        return rule("the core does not know TeaVM", core(), (type, report) -> {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                if (dependency.getTargetClass().getPackageName().startsWith("org.teavm")) {
                    report.accept(dependency.getDescription());
                }
            }
        });
    }

    public ArchRule pureCodeHasNoClock() {
        return rule("pure code has no clock", pure(), (type, report) -> {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                if (dependency.getTargetClass().getName().equals("java.time.Clock")) {
                    report.accept(dependency.getDescription());
                }
            }
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                String owner = access.getTargetOwner().getName();
                String name = access.getTarget().getName();
                boolean system = owner.equals("java.lang.System")
                        && (name.equals("nanoTime") || name.equals("currentTimeMillis"));
                boolean now = owner.startsWith("java.time.") && name.equals("now");
                boolean date = owner.equals("java.util.Date") || owner.equals("java.util.Calendar");
                if (system || now || date) {
                    report.accept(access.getDescription());
                }
            }
        });
    }

    public ArchRule pureCodeHasNoRandomnessOfItsOwn() {
        return rule("pure code has no randomness of its own", pure(), (type, report) -> {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                if (RANDOM_SOURCES.contains(dependency.getTargetClass().getName())) {
                    report.accept(dependency.getDescription());
                }
            }
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                String name = access.getTarget().getName();
                boolean random = isMath(access) && name.equals("random");
                boolean shuffle =
                        access.getTargetOwner().getName().equals("java.util.Collections") && name.equals("shuffle");
                if (random || shuffle) {
                    report.accept(access.getDescription());
                }
            }
        });
    }

    public ArchRule pureCodeHasNoStaticMutableState() {
        return rule("pure code has no static mutable state", pure(), (type, report) -> {
            for (JavaField field : type.getFields()) {
                Set<JavaModifier> modifiers = field.getModifiers();
                if (!modifiers.contains(JavaModifier.STATIC) || modifiers.contains(JavaModifier.SYNTHETIC)) {
                    continue;
                }
                if (!modifiers.contains(JavaModifier.FINAL)) {
                    report.accept(field.getFullName() + " is static and not final");
                } else if (field.getRawType().isArray() && !modifiers.contains(JavaModifier.PRIVATE)) {
                    report.accept(field.getFullName() + " is a static array that others can write");
                } else if (MUTABLE_TYPES.stream()
                        .anyMatch(mutable -> field.getRawType().isAssignableTo(mutable))) {
                    report.accept(field.getFullName() + " is static and of a mutable type");
                }
            }
        });
    }

    public ArchRule pureCodeCallsOnlyExactFunctions() {
        return rule("pure code calls only exact functions of Math and StrictMath", pure(), (type, report) -> {
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                if (isMath(access)
                        && !EXACT_FUNCTIONS.contains(access.getTarget().getName())) {
                    report.accept(access.getDescription());
                }
            }
        });
    }

    private static boolean isMath(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        return owner.equals("java.lang.Math") || owner.equals("java.lang.StrictMath");
    }

    /** The package's name below the root; the empty string for the root itself. */
    private String nameOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(root) ? "" : name.substring(root.length() + 1);
    }

    private DescribedPredicate<JavaClass> all() {
        return DescribedPredicate.describe("are all classes", type -> true);
    }

    private DescribedPredicate<JavaClass> core() {
        return DescribedPredicate.describe(
                "are in the core", type -> table.core().contains(nameOf(type)));
    }

    private DescribedPredicate<JavaClass> pure() {
        return core().and(DescribedPredicate.describe(
                "not in cli", type -> !nameOf(type).equals(COMMAND_LINE)));
    }

    private static ArchRule rule(
            String name, DescribedPredicate<JavaClass> subjects, BiConsumer<JavaClass, Consumer<String>> check) {
        return classes()
                .that(subjects)
                .should(new ArchCondition<JavaClass>(name) {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        check.accept(type, message -> events.add(SimpleConditionEvent.violated(type, message)));
                    }
                })
                .as(name);
    }
}
