package throughline.connectors;

import java.net.http.HttpRequest;

/** Puts credentials on a call. */
public interface Authorization {

    /**
     * Adds them, fetching them first where they must be fetched.
     *
     * @throws ConnectorException when they cannot be had
     */
    void authorize(HttpRequest.Builder request, VendorHttp http, ConnectorException.Call call);

    /** The system did not take them: the next call needs new ones, where there can be new ones. */
    default void refused() {}

    /** A fixed secret in a header. */
    static Authorization fixed(String header, String value) {
        return (request, http, call) -> request.setHeader(header, value);
    }
}
