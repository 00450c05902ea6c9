"""Backpropagation in TensorFlow and Keras; imported by whoever has TensorFlow installed."""
