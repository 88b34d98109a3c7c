package throughline.landscape.build;

import java.util.List;

/**
 * A table as a spreadsheet saves it.
 *
 * @param name the file's name without its ending
 */
public record Sheet(String name, Place place, List<String> header, List<Line> lines) {

    public Sheet {
        header = List.copyOf(header);
        lines = List.copyOf(lines);
    }

    /**
     * One row.
     *
     * @param number the line in the file, counted from 1
     */
    public record Line(int number, List<String> cells) {
        public Line {
            cells = List.copyOf(cells);
        }
    }
}
