using System.Diagnostics;

namespace Tincan.Hosting;

/// <summary>Learns when conversations begin and end.</summary>
internal interface IConversationOwner
{
    /// <summary>A conversation begins.</summary>
    /// <returns>Its activity; null if nobody listens to activities.</returns>
    Activity? Began(HostedConversation conversation);

    /// <summary>A conversation has ended, and its connection is closed.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="activity">What <see cref="Began"/> has returned.</param>
    /// <param name="fault">Why the server cannot go on; null if it can.</param>
    void Ended(HostedConversation conversation, Activity? activity, ServerFaultException? fault);
}
