"""The denials room (否定报备): the approval chain, and the gate in front of every refusal."""
