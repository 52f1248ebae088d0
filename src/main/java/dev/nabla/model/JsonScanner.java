package dev.nabla.model;

/** Goes through a JSON text from one piece to the next; see {@link JsonText}. */
final class JsonScanner {
    /** What {@link #peek} and {@link #skipSpace} give behind the last character. */
    static final int END = -1;

    private static final String HEX = "0123456789abcdef";
    private static final int MAX_NUMBER_LENGTH = 100;

    private final String source;
    private final String text;
    private int at;

    JsonScanner(String source, String text) {
        this.source = source;
        this.text = text;
    }

    /** Goes on by one character. */
    void skip() {
        at++;
    }

    /** Reads one of JSON's words. */
    JsonText.Literal literal(String word) {
        if (!text.startsWith(word, at)) {
            throw fail(word);
        }
        at += word.length();
        return new JsonText.Literal(word);
    }

    /** Reads a number. */
    Decimal number() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        if (at - start > MAX_NUMBER_LENGTH) {
            throw new ModelException(
                    source + ": a number of " + (at - start) + " characters, expected at most " + MAX_NUMBER_LENGTH);
        }
        return new Decimal(text.substring(start, at));
    }

    private void digits() {
        if (!isDigit(peek())) {
            throw fail("a digit");
        }
        while (isDigit(peek())) {
            at++;
        }
    }

    /** Reads a string, from its first quote. */
    String string() {
        at++;
        StringBuilder result = new StringBuilder();
        int c = peek();
        while (c != '"') {
            if (c < ' ') {
                throw fail("the rest of a string, control characters escaped");
            }
            at++;
            result.append(c == '\\' ? escape() : (char) c);
            c = peek();
        }
        at++;
        requireWholeCharacters(source, result);
        return result.toString();
    }

    private char escape() {
        int c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> (char) c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> {
                at--;
                throw fail("an escape of JSON");
            }
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int c = peek();
            int digit = HEX.indexOf(c >= 'A' && c <= 'F' ? c + ('a' - 'A') : c);
            if (digit < 0) {
                throw fail("a hexadecimal digit");
            }
            code = 16 * code + digit;
            at++;
        }
        return (char) code;
    }

    private static void requireWholeCharacters(String source, CharSequence string) {
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < string.length()
                    && Character.isLowSurrogate(string.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new ModelException(source + ": half a character, \\u" + Integer.toHexString(c) + ", in a string");
            }
        }
    }

    /** Goes to the next character that is not white space, and gives it. */
    int skipSpace() {
        int c = peek();
        while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            at++;
            c = peek();
        }
        return c;
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** A failure that tells what is here and what should be. */
    ModelException fail(String expected) {
        String found = at < text.length() ? Json.quote(text.substring(at, at + 1)) : "the end";
        return new ModelException(source + ": " + found + " at character " + (at + 1) + ", expected " + expected);
    }
}
