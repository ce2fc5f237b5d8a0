namespace Tincan.Cli.Web;

/// <summary>The page's own files, embedded in the assembly.</summary>
internal static class PageFiles
{
    private const string Prefix = "page/";

    /// <summary>Finds a file by the path that a browser asks for.</summary>
    public static bool TryOpen(string path, [NotNullWhen(true)] out Stream? content, [NotNullWhen(true)] out string? type)
    {
        var name = path == "/" ? "index.html" : path.TrimStart('/');
        type = Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => null,
        };
        content = type is null ? null : typeof(PageFiles).Assembly.GetManifestResourceStream(Prefix + name);
        return content is not null;
    }
}
