package throughline.connectors.declared;

/**
 * A place in a list that comes in pages.
 *
 * @param pages how many pages are behind it
 * @param offset how many rows are
 * @param cursor the system's own mark, or the address of the next page
 * @param mark the fingerprint of an earlier page: when it comes again, the list goes in a circle
 */
record Place(int pages, int offset, String cursor, String mark) {

    static final Place START = new Place(0, 0, "", "");

    /** One page further. A mark is kept at each power of two, so that any circle meets one. */
    Place further(int rows, String next, String fingerprint) {
        boolean marked = Integer.bitCount(pages + 1) == 1;
        return new Place(pages + 1, offset + rows, next, marked ? fingerprint : mark);
    }
}
