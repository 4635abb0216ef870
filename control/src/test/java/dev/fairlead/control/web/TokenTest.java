package dev.fairlead.control.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenTest {
  @TempDir Path folder;

  @Test
  void itIsMadeOnceAndForItsOwnerAlone() throws IOException {
    Path file = folder.resolve("token");
    Token made = Token.of(file);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Token.of(file).reveal()).isEqualTo(made.reveal()).hasSizeGreaterThan(40);
    assertThat(Files.readString(file)).isEqualTo(made.reveal() + "\n");
    assertThat(Token.random().reveal()).isNotEqualTo(made.reveal());
  }

  @Test
  void itMatchesItselfOnly() {
    Token token = Token.random();
    assertThat(token.matches(token.reveal())).isTrue();
    assertThat(token.matches(token.reveal() + "x")).isFalse();
    assertThat(token.matches("")).isFalse();
    assertThat(token).hasToString("****");
  }

  @Test
  void aFileThatOthersReadIsRefused() throws IOException {
    Path file = folder.resolve("token");
    Token.of(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> Token.of(file)).hasMessageContaining("delete it");
  }

  @Test
  void aTokenThatCanBeGuessedIsRefused() throws IOException {
    Path file = folder.resolve("token");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    assertThatThrownBy(() -> Token.of(file)).hasMessageContaining("too short");
  }
}
