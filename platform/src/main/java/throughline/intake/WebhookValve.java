package throughline.intake;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.function.Predicate;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Leads notifications to their servlet past the filters of pages. Those protect people's browsers
 * and cost more than all that intake does itself; a notification proves by its signature who sent
 * it.
 */
public final class WebhookValve extends ValveBase {

    private final WebhookServlet servlet;
    private final String path;
    private final Predicate<String> hosts;

    /**
     * A valve before the pages of a server.
     *
     * @param path that the servlet is mapped to, without a slash at the end
     * @param hosts names that the server answers to; requests to others go to the filters, which
     *     refuse them
     */
    public WebhookValve(WebhookServlet servlet, String path, Predicate<String> hosts) {
        // Streams of events answer later than they are asked; without this no page is live.
        super(true);
        this.servlet = servlet;
        this.path = path;
        this.hosts = hosts;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (path.equals(request.getServletPath()) && hosts.test(request.getServerName())) {
            servlet.service(request, response);
        } else {
            getNext().invoke(request, response);
        }
    }
}
