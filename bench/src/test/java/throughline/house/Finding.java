package throughline.house;

import java.util.List;

/** A place that breaks a rule of the house, and what would mend it. */
record Finding(String place, String what, String remedy) {
    @Override
    public String toString() {
        return place + ": " + what + ". " + remedy;
    }

    static String listed(List<Finding> findings) {
        return String.join(
                System.lineSeparator(), findings.stream().map(Finding::toString).toList());
    }
}
