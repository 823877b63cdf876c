package io.jenkins.plugins.deploymentledger.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The system's Chromium, which remembers what its console and its network complain of. */
final class Browser implements AutoCloseable {

    private static final List<Path> PLACES =
            List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Browser() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    /** Whether there is a Chromium on this system. */
    static boolean isInstalled() {
        return PLACES.stream().anyMatch(Files::isExecutable);
    }

    private static Path executable() {
        return PLACES.stream().filter(Files::isExecutable).findFirst().orElseThrow();
    }

    /** A page of its own, in a theme. */
    Page open(Theme theme, int width) throws IOException {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, 900)
                .setLocale("en-US")
                .setColorScheme(theme == Theme.DARK ? ColorScheme.DARK : ColorScheme.LIGHT));
        if (theme == Theme.DARK) {
            context.addInitScript("""
                    document.addEventListener("DOMContentLoaded", () => {
                      const sheet = new CSSStyleSheet();
                      sheet.replaceSync(`%s`);
                      document.adoptedStyleSheets = [sheet];
                    });
                    """.formatted(resource("dark.css")));
        }
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text() + " " + message.location());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    /** What the pages complained of so far: errors of scripts, and what the content security policy refused. */
    List<String> complaints() {
        // Core asks the update sites, which a machine without the internet cannot find.
        return complaints.stream()
                .filter(complaint -> !complaint.contains("ERR_NAME_NOT_RESOLVED"))
                .filter(complaint -> !complaint.contains("ERR_INTERNET_DISCONNECTED"))
                .toList();
    }

    /** The same, after a page was kept from something on purpose: those that name it were to come, and are forgotten. */
    List<String> complaintsBut(String expected) {
        complaints.removeIf(complaint -> complaint.contains(expected));
        return complaints();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Browser.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }

    /** How the pages are coloured. */
    enum Theme {
        LIGHT,
        DARK
    }
}
