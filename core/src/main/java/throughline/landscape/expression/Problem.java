package throughline.landscape.expression;

/**
 * Why an expression cannot be used.
 *
 * @param line within the expression's text, counted from 0
 * @param column within that line, counted from 0
 */
public record Problem(int line, int column, String sentence) {}
