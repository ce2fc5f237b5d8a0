using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tincan.Files;

namespace Tincan.Wires.Tls;

/// <summary>Loads certificates and keys from PEM files. Errors name the file.</summary>
internal static class PemIdentity
{
    /// <summary>In bytes. A system's bundle of CA certificates has about 250 KiB.</summary>
    private const int MaxFile = 16 * 1024 * 1024;

    /// <summary>Loads a certificate, its chain and its private key.</summary>
    /// <param name="certificateFile">The certificate first, then the rest of its chain.</param>
    /// <param name="keyFile">The private key; it may be the same file.</param>
    /// <exception cref="BadFileException">A file is unreadable or invalid.</exception>
    public static SslStreamCertificateContext Load(string certificateFile, string keyFile)
    {
        var chain = Certificates(certificateFile);
        var key = Read(keyFile);
        if (Find(key, static label => label == "ENCRYPTED PRIVATE KEY") || key.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            throw new BadFileException(keyFile, 0, "the private key is encrypted, and there is no way to give its password: decrypt it with 'openssl pkey'");
        }

        if (!Find(key, static label => label.EndsWith("PRIVATE KEY", StringComparison.Ordinal)))
        {
            throw new BadFileException(keyFile, 0, "the file has no private key in PEM format");
        }

        try
        {
            var leaf = Usable(X509Certificate2.CreateFromPem(chain[0].ExportCertificatePem(), key));
            chain.RemoveAt(0);
            return SslStreamCertificateContext.Create(leaf, chain, offline: true);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException or NotSupportedException)
        {
            var other = OperatingSystem.IsWindows() ? $", or Windows cannot use it: {error.Message}" : "";
            throw new BadFileException(keyFile, 0, $"the private key does not belong to the certificate in {certificateFile}, or is damaged{other}", error);
        }
    }

    /// <summary>Windows does TLS only with a key that it has stored; the key of a PEM file is just in memory.</summary>
    private static X509Certificate2 Usable(X509Certificate2 leaf)
    {
        if (!OperatingSystem.IsWindows())
        {
            return leaf;
        }

        using (leaf)
        {
            return X509CertificateLoader.LoadPkcs12(leaf.Export(X509ContentType.Pkcs12), null);
        }
    }

    /// <summary>When the certificate expires.</summary>
    public static string Describe(SslStreamCertificateContext identity) =>
        $"the certificate expires on {identity.TargetCertificate.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm:ss} UTC";

    /// <summary>Loads all certificates of a file, at least one.</summary>
    /// <exception cref="BadFileException">The file is unreadable or invalid, or has none.</exception>
    public static X509Certificate2Collection Certificates(string file)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(Read(file));
        }
        catch (CryptographicException error)
        {
            throw new BadFileException(file, 0, "a certificate in this file is damaged", error);
        }

        return certificates.Count > 0 ? certificates : throw new BadFileException(file, 0, "the file has no certificate in PEM format");
    }

    private static bool Find(string text, Func<string, bool> matches)
    {
        ReadOnlySpan<char> rest = text;
        while (PemEncoding.TryFind(rest, out var found))
        {
            if (matches($"{rest[found.Label]}"))
            {
                return true;
            }

            rest = rest[found.Location.End..];
        }

        return false;
    }

    private static string Read(string file) => Encoding.Latin1.GetString(WholeFile.Read(file, MaxFile));
}
