/**
 * The rules of the house itself, checked over the sources and classes of every module.
 *
 * <p>It lives in the last module, the only one that has all the others on its class path. It must
 * not know what the code does, only how it is built: sizes, names, directions.
 */
@NullMarked
package throughline.house;

import org.jspecify.annotations.NullMarked;
