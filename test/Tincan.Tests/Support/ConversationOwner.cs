using System.Diagnostics;
using Tincan.Hosting;

namespace Tincan.Tests.Support;

/// <summary>Owns conversations in place of a host.</summary>
internal sealed class ConversationOwner : IConversationOwner
{
    /// <summary>Why the server cannot go on; null if it can.</summary>
    public ServerFaultException? Fault { get; private set; }

    public Activity? Began(HostedConversation conversation) => null;

    public void Ended(HostedConversation conversation, Activity? activity, ServerFaultException? fault) => Fault = fault;
}
