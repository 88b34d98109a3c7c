package throughline.conversion;

import java.time.Instant;
import throughline.conversion.CashConversion.All;
import throughline.insight.FigureSource;
import throughline.insight.Remembered;
import throughline.insight.Remembered.Told;
import throughline.landscape.Release;

/**
 * The figures of an executive, added up once for pages and programs alike.
 *
 * <p><b>Threads</b>: safe for any number.
 */
public final class ConversionDesk {

    private final FigureSource source;
    private final Remembered<All> remembered;

    /** A desk over an installation. */
    public ConversionDesk(FigureSource source) {
        this.source = source;
        this.remembered = new Remembered<>(source.database());
    }

    /** All of them as they stand now, or, of large books, as they stood a moment ago. */
    public Told<All> told() {
        Release now = source.release().get();
        return remembered.told(now.id(), () -> addUp(now));
    }

    private All addUp(Release release) {
        Instant at = source.clock().instant();
        return new CashConversion(source.database(), source.settings().get(), release, at).all(at);
    }
}
