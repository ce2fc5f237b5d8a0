namespace Tincan.Cli.SharedOptions;

/// <summary>The option for a server's live page.</summary>
internal sealed class WebSettings
{
    private readonly Option<int?> _web = new("--web")
    {
        Description = "Show the connections live on a web page, on this port of 127.0.0.1. Default: a free port. "
            + "The page's address, with its token, is printed on standard error.",
        HelpName = "[PORT]",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = static result =>
        {
            if (result.Tokens is not [var word])
            {
                return 0;
            }

            if (int.TryParse(word.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535)
            {
                return port;
            }

            result.AddError($"--web: '{word.Value}' is not a port: write --web 0 for a free one, or put --web last");
            return null;
        },
    };

    public WebSettings(Command command) => command.Add(_web);

    /// <summary>The page; null without --web.</summary>
    public PagePlan? Page(ParseResult parsed) => parsed.GetResult(_web) is null ? null : new PagePlan { Port = parsed.GetValue(_web) ?? 0 };
}
