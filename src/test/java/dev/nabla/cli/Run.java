package dev.nabla.cli;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * What a command line did.
 *
 * @param exitCode of the command
 * @param out standard output
 * @param err standard error
 */
record Run(int exitCode, String out, String err) {
    static Run of(String... args) {
        return of(new StopSignal(), args);
    }

    static Run of(StopSignal stop, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false, stop);
        int exitCode = Main.run(terminal, args);
        return new Run(exitCode, out.toString(), err.toString());
    }

    /** A terminal whose output is kept. */
    static final class Captured {
        private final StringWriter out = new StringWriter();
        private final Terminal terminal =
                new Terminal(new PrintWriter(out), new PrintWriter(new StringWriter()), false, new StopSignal());

        Terminal terminal() {
            return terminal;
        }

        String out() {
            return out.toString();
        }
    }

    /** A command in one string, words separated by spaces. */
    static Run line(String words) {
        return of(words.split(" "));
    }

    /** The objects of JSON, one a line. */
    List<JsonObject> json() {
        return out.lines().map(Run::parse).toList();
    }

    /** The last line's hash. */
    String weights() {
        List<JsonObject> lines = json();
        return lines.get(lines.size() - 1).getString("weightsSha256");
    }

    private static JsonObject parse(String line) {
        try {
            return JsonParser.object().from(line);
        } catch (JsonParserException e) {
            throw new AssertionError(line, e);
        }
    }
}
