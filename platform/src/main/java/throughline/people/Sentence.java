package throughline.people;

/** What is told to people and programs, whatever they put into it. */
public final class Sentence {

    private static final int LONGEST = 1_000;
    private static final String GAP = " … ";

    private Sentence() {}

    /**
     * The sentence on one line: characters that nobody sees, or that turn the direction of what
     * follows, as blanks, and of what is too long its beginning and its end, where what would work
     * stands.
     */
    public static String readable(String sentence) {
        StringBuilder readable = new StringBuilder(Math.min(sentence.length(), LONGEST));
        if (sentence.length() <= LONGEST) {
            readable.append(seen(sentence));
        } else {
            int end = sentence.length() - LONGEST / 2;
            readable.append(seen(sentence.substring(0, whole(sentence, LONGEST / 2))));
            readable.append(GAP);
            readable.append(seen(sentence.substring(whole(sentence, end))));
        }
        return readable.toString();
    }

    /** Not between the halves of one character. */
    private static int whole(String text, int at) {
        return Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }

    /** The same of a text that stays as long as it is. */
    public static String seen(String text) {
        StringBuilder seen = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            seen.append(isSeen(each) ? each : ' ');
        }
        return seen.toString();
    }

    private static boolean isSeen(char each) {
        boolean turns =
                each >= '\u202A' && each <= '\u202E' || each >= '\u2066' && each <= '\u2069';
        return !Character.isISOControl(each) && !turns;
    }
}
