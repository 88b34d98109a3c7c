package throughline.publish;

/** A publication with its place in the published order. */
public record Published(Position position, Publication publication) {}
