package dev.fairlead.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainingTest {
  @TempDir Path folder;

  @Test
  void everyDoorIsWorkedAndTheFolderIsGoneAfterwards() throws IOException {
    var asked = new AtomicReference<String[]>();

    boolean answered =
        Training.rehearse(
            arguments -> {
              asked.set(arguments);
              StandIn.serve(Integer.parseInt(arguments[6]), 200);
            },
            Files.createDirectory(folder.resolve("training")));

    assertThat(answered).isTrue();
    assertThat(asked.get())
        .startsWith("serve", "--config")
        .containsSequence("--host", "127.0.0.1", "--port");
    assertThat(folder.resolve("training")).doesNotExist();
  }

  @Test
  void aRefusalIsNotTakenForAnAnswer() throws IOException {
    boolean answered =
        Training.rehearse(
            arguments -> StandIn.serve(Integer.parseInt(arguments[6]), 403),
            Files.createDirectory(folder.resolve("training")));

    assertThat(answered).isFalse();
  }
}
