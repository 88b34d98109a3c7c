package throughline.console;

import java.util.List;

/**
 * Why an engagement would differ.
 *
 * @param inForce what happens under the release that was in force, and not under the other
 * @param rehearsed what happens under the release that was rehearsed, and not under the other
 * @param told how the two histories were come by, and what is left out
 * @param remark what is to be known besides; empty when nothing is
 */
public record WhyView(
        Page page,
        long rehearsal,
        String engagement,
        String href,
        String against,
        String release,
        List<Line> inForce,
        List<Line> rehearsed,
        String told,
        String remark) {

    /** One thing that happens. */
    public record Line(String system, String text) {}
}
