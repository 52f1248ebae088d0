package dev.nabla.page;

import dev.nabla.cli.SiteServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** The site that the build has put together, served on a port of its own. */
final class BuiltSite {
    static final Path FOLDER = Path.of("site");

    private BuiltSite() {}

    static SiteServer serve() throws IOException {
        return serve(FOLDER);
    }

    static SiteServer serve(Path folder) throws IOException {
        return SiteServer.start(folder, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }
}
