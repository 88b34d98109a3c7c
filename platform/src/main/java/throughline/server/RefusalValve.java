package throughline.server;

import java.io.IOException;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.access.FailureRoutes;
import throughline.access.Refusals;

/**
 * Tells what Tomcat refuses by itself, as an address that nobody can decode or headers without end,
 * in the words and the form of all other refusals.
 */
final class RefusalValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalValve.class);

    private final Refusals refusals;

    private RefusalValve(Refusals refusals) {
        this.refusals = refusals;
    }

    /** Takes the place of the valve that Tomcat would add. */
    static void instead(Context context, Refusals refusals) {
        StandardHost host = (StandardHost) context.getParent();
        host.setErrorReportValveClass("");
        host.getPipeline().addValve(new RefusalValve(refusals));
    }

    @Override
    protected void report(Request request, Response response, Throwable thrown) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            refusals.answer(request.getRequest(), response.getResponse(), FailureRoutes.of(status));
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("whoever called is gone: {}", gone.toString());
        }
    }
}
