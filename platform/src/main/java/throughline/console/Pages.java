package throughline.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/**
 * Turns a view into HTML with the templates that the build compiled and type-checked.
 *
 * <p>Threads: safe for concurrent use.
 */
public final class Pages {

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    /**
     * The page.
     *
     * @param template the template's name, without its ending
     */
    public String render(String template, Object view) {
        StringOutput output = new StringOutput(32_768);
        engine.render(template + ".jte", view, output);
        return output.toString();
    }
}
