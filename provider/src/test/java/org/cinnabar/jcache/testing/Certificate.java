package org.cinnabar.jcache.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A self-signed certificate for 127.0.0.1.
 *
 * @param store a PKCS12 store with key and certificate, with the same password
 * @param pem key and certificate, as servers want them
 * @param trust a PKCS12 store that trusts it, with the password {@value #PASSWORD}
 */
public record Certificate(Path store, Path pem, Path trust) {
  /** The password of the store. */
  public static final String PASSWORD = "changeit";

  /** Makes one, in files in the directory. */
  public static Certificate create(Path directory)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = directory.resolve("store.p12");
    int exit =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=server",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException("keytool ended with " + exit);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    byte[] key = keys.getKey("server", PASSWORD.toCharArray()).getEncoded();
    Path pem = directory.resolve("server.pem");
    Files.writeString(
        pem,
        block("PRIVATE KEY", key)
            + block("CERTIFICATE", keys.getCertificate("server").getEncoded()));
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", keys.getCertificate("server"));
    Path trust = directory.resolve("trust.p12");
    try (var out = Files.newOutputStream(trust)) {
      trusted.store(out, PASSWORD.toCharArray());
    }
    return new Certificate(store, pem, trust);
  }

  /** The options of a server that speaks TLS with it, to clients and among its like. */
  public String[] options() {
    String file = pem.toString();
    return new String[] {
      "--tls-cert-file",
      file,
      "--tls-key-file",
      file,
      "--tls-ca-cert-file",
      file,
      "--tls-auth-clients",
      "no",
      "--tls-replication",
      "yes",
      "--tls-cluster",
      "yes"
    };
  }

  private static String block(String kind, byte[] content) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(content), kind);
  }
}
