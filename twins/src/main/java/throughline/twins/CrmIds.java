package throughline.twins;

/** Ids of records: fifteen characters, and three that tell which of them are capitals. */
final class CrmIds {

    private static final int SHORT = 15;
    private static final int LONG = 18;
    private static final String CHECKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    private CrmIds() {}

    static String of(String prefix, long number) {
        return whole("%s%012d".formatted(prefix, number));
    }

    static boolean wellFormed(String id) {
        return id.matches("[A-Za-z0-9]{15}([A-Za-z0-9]{3})?");
    }

    /** The long form of either form. */
    static String whole(String id) {
        if (id.length() != SHORT) {
            return id.length() == LONG ? id : "";
        }
        StringBuilder whole = new StringBuilder(id);
        for (int part = 0; part < SHORT; part += 5) {
            int capitals = 0;
            for (int i = 0; i < 5; i++) {
                capitals |= Character.isUpperCase(id.charAt(part + i)) ? 1 << i : 0;
            }
            whole.append(CHECKS.charAt(capitals));
        }
        return whole.toString();
    }
}
