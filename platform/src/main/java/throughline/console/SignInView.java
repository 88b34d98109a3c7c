package throughline.console;

/**
 * The page to sign in at.
 *
 * @param sentence what happened before; empty when nothing did
 * @param then where to go afterwards
 * @param openId whether people can sign in at a provider
 */
public record SignInView(Page page, String sentence, String then, boolean openId) {}
