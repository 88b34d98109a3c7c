package throughline.landscape.build;

/**
 * Where something is written.
 *
 * @param file path within the landscape, with {@code /}
 * @param line counted from 1; 0 when it is about the whole file
 * @param column counted from 1; 0 when it is about the whole line
 */
public record Place(String file, int line, int column) implements Comparable<Place> {

    /** A whole file, or one that is missing. */
    public static Place of(String file) {
        return new Place(file, 0, 0);
    }

    @Override
    public int compareTo(Place other) {
        int byFile = file.compareTo(other.file);
        int byLine = byFile != 0 ? byFile : Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }

    @Override
    public String toString() {
        return line == 0
                ? file
                : column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }
}
