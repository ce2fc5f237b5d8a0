using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tincan.Files;

namespace Tincan.Wires.Tls;

/// <summary>Certificates and keys in PEM files, with an error that names the file.</summary>
internal static class PemIdentity
{
    /// <summary>A system's list of all authorities has about 250 KiB.</summary>
    private const int MaxFile = 16 * 1024 * 1024;

    /// <summary>A certificate, those that lead from it to its authority, and its private key.</summary>
    /// <param name="certificateFile">The certificate first, then the rest of its chain.</param>
    /// <param name="keyFile">The private key; it may be the same file.</param>
    /// <exception cref="BadFileException">A file cannot be used.</exception>
    public static SslStreamCertificateContext Load(string certificateFile, string keyFile)
    {
        var chain = Certificates(certificateFile);
        var key = Read(keyFile);
        if (Find(key, static label => label == "ENCRYPTED PRIVATE KEY") || key.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            throw new BadFileException(keyFile, 0, "the private key is encrypted, and nobody is here to type its password: decrypt it with 'openssl pkey'");
        }

        if (!Find(key, static label => label.EndsWith("PRIVATE KEY", StringComparison.Ordinal)))
        {
            throw new BadFileException(keyFile, 0, "there is no private key in PEM form in it");
        }

        try
        {
            var leaf = X509Certificate2.CreateFromPem(chain[0].ExportCertificatePem(), key);
            chain.RemoveAt(0);
            return SslStreamCertificateContext.Create(leaf, chain, offline: true);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException or NotSupportedException)
        {
            throw new BadFileException(keyFile, 0, $"the private key does not fit the certificate of {certificateFile}, or is damaged", error);
        }
    }

    /// <summary>In a few words: how long it is good for.</summary>
    public static string Describe(SslStreamCertificateContext identity) =>
        $"the certificate ends on {identity.TargetCertificate.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm:ss} UTC";

    /// <summary>All certificates of a file, at least one.</summary>
    /// <exception cref="BadFileException">The file cannot be used.</exception>
    public static X509Certificate2Collection Certificates(string file)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(Read(file));
        }
        catch (CryptographicException error)
        {
            throw new BadFileException(file, 0, "a certificate in it is damaged", error);
        }

        return certificates.Count > 0 ? certificates : throw new BadFileException(file, 0, "there is no certificate in PEM form in it");
    }

    private static bool Find(string text, Func<string, bool> isIt)
    {
        ReadOnlySpan<char> rest = text;
        while (PemEncoding.TryFind(rest, out var found))
        {
            if (isIt($"{rest[found.Label]}"))
            {
                return true;
            }

            rest = rest[found.Location.End..];
        }

        return false;
    }

    private static string Read(string file) => Encoding.Latin1.GetString(WholeFile.Read(file, MaxFile));
}
