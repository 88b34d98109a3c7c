package throughline.landscape.build;

/**
 * Why a landscape is not a release.
 *
 * @param code published: {@code unknown-reference}, {@code bad-expression}, {@code cycle}, {@code
 *     unowned}, {@code duplicate}, {@code unreachable-row}, {@code literal-secret}, ...
 * @param sentence what is wrong and what would work
 */
public record Defect(Place place, String code, String sentence) {

    @Override
    public String toString() {
        return place + ": " + sentence + " [" + code + "]";
    }
}
