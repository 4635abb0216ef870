package dev.fairlead.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people and programs are told in. */
final class BodyTypeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                                                            | TEXT
          */*                                                          | TEXT
          text/*                                                       | TEXT
          text/plain                                                   | TEXT
          image/avif,image/webp,*/*;q=0.8                              | TEXT
          text/html,application/xhtml+xml,application/xml;q=0.9,*/*    | HTML
          Text/HTML                                                    | HTML
          application/json                                             | JSON
          application/problem+json                                     | JSON
          application/json, text/plain, */*                            | JSON
          application/json, text/javascript, */*; q=0.01               | JSON
          text/html;q=0.5, application/json                            | JSON
          text/html;level=1;q=0.9, application/json;q=0.8              | HTML
          application/json, text/html                                  | JSON
          text/html;q=0, application/json;q=0.1                        | JSON
          text/html;q=0                                                | TEXT
          text/html;q=7                                                | TEXT
          text/html;q=                                                 | TEXT
          ,;,q=1,                                                      | TEXT
          """)
  void theHighestWeightWins(String accept, BodyType type) {
    assertThat(BodyType.preferred(accept)).isEqualTo(type);
  }
}
