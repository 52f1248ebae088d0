package dev.nabla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.nabla.architecture.ArchitectureRules;
import dev.nabla.architecture.PackageTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the package table of the project, and fails on any other dependency between its packages. */
class ArchitectureTest {

    /** One line a package: {@code name: what it may use}. Nothing below the dashes knows TeaVM. */
    private static final PackageTable TABLE = PackageTable.parse("""
            page:     browser data present protocol view
            view:     browser present protocol
            worker:   browser analysis bench data kernel model nn optim program protocol train
            browser:
            --------
            cli:      *
            present:  protocol
            protocol:
            bench:    nn optim program train
            train:    data nn optim program
            analysis: data nn program train
            model:    data nn optim program train
            data:
            optim:    program
            nn:       program
            kernel:   program wasm
            wasm:
            program:
            """);

    private static final String ROOT = "dev.nabla";
    private static final String FIXTURE = "dev.nabla.architecture.fixture";
    private static final JavaClasses FIXTURE_CLASSES = new ClassFileImporter().importPackages(FIXTURE);
    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "nabla");
    private static final Pattern USES = Pattern.compile("<p>Uses ([^.]*)\\.");
    private static final Pattern CODE = Pattern.compile("\\{@code (\\w+)}");

    @TestFactory
    Stream<DynamicTest> project_keepsRule() {
        JavaClasses project = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT);
        ArchitectureRules rules = new ArchitectureRules(ROOT, TABLE);
        return Stream.<Function<ArchitectureRules, ArchRule>>of(
                        ArchitectureRules::packagesAreListed,
                        ArchitectureRules::packagesUseOnlyWhatTheTableAllows,
                        ArchitectureRules::packagesAreFreeOfCycles,
                        ArchitectureRules::packagesAreNullMarked,
                        ArchitectureRules::coreDoesNotKnowTeaVm,
                        ArchitectureRules::pureCodeHasNoClock,
                        ArchitectureRules::pureCodeHasNoRandomnessOfItsOwn,
                        ArchitectureRules::pureCodeHasNoStaticMutableState,
                        ArchitectureRules::pureCodeCallsOnlyExactFunctions)
                .map(factory -> factory.apply(rules))
                .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(project)));
    }

    @Test
    void table_namesOnlyItsOwnPackages() {
        TABLE.uses()
                .forEach((name, used) ->
                        assertThat(TABLE.uses().keySet()).as(name).containsAll(used));
    }

    @Test
    void table_hasNoCycle() {
        for (String name : TABLE.uses().keySet()) {
            assertThat(TABLE.reachable(name)).as(name).doesNotContain(name);
        }
    }

    @Test
    void table_coreReachesOnlyCore() {
        for (String name : TABLE.core()) {
            assertThat(TABLE.core()).as(name).containsAll(TABLE.reachable(name));
        }
    }

    @Test
    void packageInfo_usesParagraph_saysWhatTheTableSays() throws IOException {
        try (Stream<Path> folders = Files.list(SOURCES)) {
            for (Path folder : folders.toList()) {
                String name = folder.getFileName().toString();
                String text = Files.readString(folder.resolve("package-info.java"));
                assertThat(namedInUses(text))
                        .as("the paragraph '<p>Uses {@code …}.' of " + name)
                        .isEqualTo(TABLE.uses().get(name));
            }
        }
    }

    private static Set<String> namedInUses(String text) {
        String paragraph = USES.matcher(text.replace("\n * ", " "))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.joining());
        assertThat(paragraph).as("a paragraph '<p>Uses … .' in\n" + text).isNotEmpty();
        return CODE.matcher(paragraph)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            packagesAreListed                | stray.Stray
            packagesUseOnlyWhatTheTableAllows| data may not use program
            packagesUseOnlyWhatTheTableAllows| optim may not use nn
            packagesAreFreeOfCycles          | Slice nn
            packagesAreNullMarked            | fixture.data has no package-info.java
            coreDoesNotKnowTeaVm             | org.teavm.jso.JSObject
            coreDoesNotKnowTeaVm             | fixture.cli.Clocks
            pureCodeHasNoClock               | System.nanoTime
            pureCodeHasNoClock               | System.currentTimeMillis
            pureCodeHasNoClock               | Instant.now
            pureCodeHasNoClock               | java.time.Clock
            pureCodeHasNoRandomnessOfItsOwn  | java.util.Random
            pureCodeHasNoRandomnessOfItsOwn  | ThreadLocalRandom
            pureCodeHasNoRandomnessOfItsOwn  | SecureRandom
            pureCodeHasNoRandomnessOfItsOwn  | java.util.UUID
            pureCodeHasNoRandomnessOfItsOwn  | Math.random
            pureCodeHasNoRandomnessOfItsOwn  | Collections.shuffle
            pureCodeHasNoStaticMutableState  | State.counter is static and not final
            pureCodeHasNoStaticMutableState  | State.TABLE is a static array
            pureCodeHasNoStaticMutableState  | State.CACHE is static and of a mutable type
            pureCodeCallsOnlyExactFunctions  | Math.exp
            pureCodeCallsOnlyExactFunctions  | StrictMath.tanh
            pureCodeCallsOnlyExactFunctions  | Math.fma
            """)
    void rule_violated_fails(String rule, String inMessage) throws ReflectiveOperationException {
        ArchRule violated = fixtureRule(rule);

        assertThatThrownBy(() -> violated.check(FIXTURE_CLASSES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(inMessage);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            packagesAreListed                | program.
            packagesUseOnlyWhatTheTableAllows| nn may not use program
            packagesAreNullMarked            | fixture.program has no
            pureCodeHasNoClock               | fixture.cli
            pureCodeHasNoStaticMutableState  | PRIVATE_TABLE
            pureCodeHasNoStaticMutableState  | NAME
            pureCodeCallsOnlyExactFunctions  | Math.sqrt
            pureCodeCallsOnlyExactFunctions  | fixture.cli
            """)
    void rule_kept_isNotReported(String rule, String notInMessage) throws ReflectiveOperationException {
        ArchRule violated = fixtureRule(rule);

        assertThatThrownBy(() -> violated.check(FIXTURE_CLASSES)).message().doesNotContain(notInMessage);
    }

    private static ArchRule fixtureRule(String name) throws ReflectiveOperationException {
        return (ArchRule) ArchitectureRules.class.getMethod(name).invoke(new ArchitectureRules(FIXTURE, TABLE));
    }
}
