package throughline.engine;

/** Somebody else holds a partition by now; nothing was written. */
final class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseLostException() {
        super("a partition of this batch is somebody else's by now");
    }
}
