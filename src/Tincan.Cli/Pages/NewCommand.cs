namespace Tincan.Cli.Pages;

/// <summary><c>tincan new</c>: a protocol page to start from.</summary>
internal sealed class NewCommand : Command, INamedCommand, IHasExamples
{
    private readonly Argument<string> _name = new("NAME");

    public static string CommandName => "new";

    public static string Does => "Write a protocol page to start from: NAME.md, with a rule and a case that you replace by yours.";

    public NewCommand()
        : base(CommandName, Does)
    {
        Add(_name);
        SetAction((parsed, _) => Failure.GuardAsync(_ => Task.FromResult(Write(parsed.GetRequiredValue(_name)))));
    }

    public string Usage => "NAME";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan new thermometer", "writes thermometer.md"),
        ("tincan serve thermometer.md", "and that is a server already"),
    ];

    private static int Write(string name)
    {
        var file = name.EndsWith(".md", StringComparison.Ordinal) ? name : $"{name}.md";
        var title = Path.GetFileNameWithoutExtension(file);
        if (title.Length == 0)
        {
            throw new UsageException("a page needs a name: tincan new thermometer");
        }

        try
        {
            // A file that is there already stays as it is.
            using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            stream.Write(Encoding.UTF8.GetBytes(Template(title)));
        }
        catch (IOException) when (File.Exists(file))
        {
            throw new UsageException($"{Escape.ForTerminal(file)} is there already: choose another name");
        }

        Console.Out.WriteLine($"{file} is written. Try: tincan serve {file}");
        return ExitCode.Fine;
    }

    private static string Template(string name) =>
        $$"""
        # {{char.ToUpperInvariant(name[0])}}{{name[1..]}}

        ```protocol
        framing   lines        # where a message ends: lines, length u32 big, json … (docs/watching.md)
        port      7000
        ```

        A client sends a name, and the server greets it.

        ```rules
        # The first rule that fits the message applies. $name takes what stands there.
        on HELLO $name:word    send Welcome, $name!
        on anything else       send ERROR
        ```

        ## It greets by name {#greets}

        A client that says HELLO and its name is welcomed by that name.

        ```talk
        # C is the client, S the server. The same lines check servers, and clients too.
        C: HELLO Ann
        S: Welcome, Ann!
        C: HELLO Bob
        S: Welcome, Bob!
        ```

        > Hint: receive until the line end is there; one recv may return half a line, or two.

        ## Anything else is an error {#error}

        ```talk
        C: HULLO
        S: ERROR
        ```

        """;
}
