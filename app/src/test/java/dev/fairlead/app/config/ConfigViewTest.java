package dev.fairlead.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

final class ConfigViewTest {
  @TempDir Path path;
  private Folder folder = new Folder(Path.of(""));

  @BeforeEach
  void configure() {
    folder = new Folder(path);
  }

  @Test
  void everyDefaultIsShown() throws IOException {
    Golden.verify(Golden.RESOURCES.resolve("defaults.yaml"), yaml());
  }

  @Test
  void everyOriginIsShownAndNoSecret() throws IOException {
    full();
    Golden.verify(Golden.RESOURCES.resolve("full.yaml"), yaml());
    Golden.verify(Golden.RESOURCES.resolve("full.json"), json());
    assertThat(yaml() + json()).doesNotContain("hunter", "correct horse", "sesame");
  }

  @Test
  void whatIsShownCanBeRead() {
    folder.yaml("egress: {gateways: {\"a.b c\": {url: \"http://g\"}}, rules: [\"*\", \"-x\"]}\n");
    folder.env("FAIRLEAD_SECURITY_HEADERS_X_FRAME_OPTIONS", "true # not a comment: \"x\"");
    Config config = folder.config();
    Folder again = new Folder(path).with("again.yaml", yaml()).config("again.yaml");
    assertThat(again.config()).isEqualTo(config);
  }

  @Test
  void jsonIsJson() {
    full();
    var page = JsonMapper.builder().build().readTree(json());
    assertThat(page.at("/config/server/port").asInt()).isEqualTo(81);
    assertThat(page.at("/config/server/http2").isBoolean()).isTrue();
    assertThat(page.at("/origins/server.port").asString()).isEqualTo("env PROXY_PORT");
  }

  @Test
  void recordsPrintNoSecretsEither() {
    full();
    assertThat(folder.config().toString()).doesNotContain("hunter", "correct horse", "sesame");
  }

  private void full() {
    folder
        .yaml(
            """
            server:
              names: [proxy.example]
            auth:
              users:
                - {name: ann, password: hunter2}
                - {name: bob, password_hash: "$argon2$correct horse.."}
              tokens: [{name: ci, token: "${CI_TOKEN}"}]
            egress:
              gateways:
                mobile: {url: "https://u:hunter2@gw.example:8443"}
              rules: ["*.example.com", "-internal.com"]
            routing:
              rules:
                - match: {host: api.example.com, headers: {x-a: "1"}}
                  forward: {target: "http://backend:8080", limits: {body: 1GB}}
            """)
        .env("CI_TOKEN", "open sesame 1234")
        .env("PROXY_PORT", "81")
        .flag("--host", "server.host", "::1");
  }

  private String yaml() {
    return new ConfigView(folder.ready()).yaml().replace(path + "/", "");
  }

  private String json() {
    return new ConfigView(folder.ready()).json().replace(path + "/", "");
  }
}
