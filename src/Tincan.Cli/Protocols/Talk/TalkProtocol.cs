using Tincan.Cli.Services;

namespace Tincan.Cli.Protocols.Talk;

/// <summary>Two people, or a person and a script, talk in turns.</summary>
internal static class TalkProtocol
{
    public static Protocol Declared { get; } = new()
    {
        Services = [TalkPlan.Declared],
        Samples = [new TalkPlan { Name = "talk", Script = new("talk-server.txt") }],
        Client = LazyCommand.Of<TalkCommand>,
        Suites = ["talk.server", "talk.client"],
        Demo = TalkDemo.Part,
    };
}
